-- Addresses under which a calendar program reads one's own leave, or who of the team is away.

SET lock_timeout = '2s';

-- What it allowed before is allowed by the new one as well, so no row needs to be looked at.
-- squawk-ignore ban-drop-constraint
ALTER TABLE leavebook.credential DROP CONSTRAINT credential_kind_check;
ALTER TABLE leavebook.credential ADD CONSTRAINT credential_kind_check
    CHECK (kind IN ('company_token', 'user_token', 'organisation_key', 'user_key', 'web_session',
                    'invitation', 'second_step', 'password_reset', 'own_calendar', 'team_calendar'))
    NOT VALID;
