-- Passkeys: keys of an authenticator with which somebody signs in without a password.

SET lock_timeout = '2s';

-- What it allowed before is allowed by the new one as well, so no row needs to be looked at.
-- squawk-ignore ban-drop-constraint
ALTER TABLE leavebook.credential DROP CONSTRAINT credential_kind_check;
ALTER TABLE leavebook.credential ADD CONSTRAINT credential_kind_check
    CHECK (kind IN ('company_token', 'user_token', 'organisation_key', 'user_key', 'web_session',
                    'invitation', 'second_step', 'password_reset', 'own_calendar', 'team_calendar',
                    'passkey'))
    NOT VALID;

-- The half of the pair that may be known. The credential has the digest of the key's id, by which
-- it is found; that alone lets nobody in.
CREATE TABLE leavebook.passkey (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    credential_id  bigint NOT NULL,
    key_id         bytea NOT NULL CHECK (length(key_id) BETWEEN 1 AND 1023),
    public_key     bytea NOT NULL CHECK (length(public_key) BETWEEN 1 AND 4096),
    sign_count     bigint NOT NULL CHECK (sign_count >= 0),
    PRIMARY KEY (company_id, credential_id),
    FOREIGN KEY (company_id, credential_id) REFERENCES leavebook.credential (company_id, id)
);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall('leavebook.passkey');
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON leavebook.passkey TO leavebook_app;

-- What authenticators are to sign, by its digest: each is good once, for a few minutes.
CREATE TABLE gate.passkey_challenges (
    digest  bytea PRIMARY KEY CHECK (length(digest) = 32),
    until   timestamptz NOT NULL
);
CREATE INDEX passkey_challenges_by_time ON gate.passkey_challenges (until);

GRANT SELECT, INSERT, DELETE ON gate.passkey_challenges TO leavebook_app;
