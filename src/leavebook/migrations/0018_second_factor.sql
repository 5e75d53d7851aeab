-- A second factor for those who want one, passwords reset by e-mail, and letters about leave.

SET lock_timeout = '2s';

-- What it allowed before is allowed by the new one as well, so no row needs to be looked at.
-- squawk-ignore ban-drop-constraint
ALTER TABLE leavebook.credential DROP CONSTRAINT credential_kind_check;
ALTER TABLE leavebook.credential ADD CONSTRAINT credential_kind_check
    CHECK (kind IN ('company_token', 'user_token', 'organisation_key', 'user_key', 'web_session',
                    'invitation', 'second_step', 'password_reset'))
    NOT VALID;

-- The secret that an authenticator app shares with us (RFC 6238), sealed by the application.
-- It counts from `confirmed_at` on; before, it was only shown.
CREATE TABLE leavebook.second_factor (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    user_id        bigint NOT NULL,
    secret         bytea NOT NULL,
    secret_key_id  text NOT NULL,
    last_step      bigint NOT NULL DEFAULT 0,  -- the newest step of time whose code was used: none counts twice
    made_at        timestamptz NOT NULL,
    confirmed_at   timestamptz,
    PRIMARY KEY (company_id, user_id),
    FOREIGN KEY (company_id, user_id) REFERENCES leavebook.user_account (company_id, id)
);

-- Codes for whoever has lost the app; each is good once, and only its SHA-256 is kept.
CREATE TABLE leavebook.backup_code (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    user_id     bigint NOT NULL,
    digest      bytea NOT NULL CHECK (length(digest) = 32),
    used_at     timestamptz,
    PRIMARY KEY (company_id, user_id, digest),
    FOREIGN KEY (company_id, user_id) REFERENCES leavebook.user_account (company_id, id)
);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall(walled::regclass)
       FROM unnest(ARRAY['leavebook.second_factor', 'leavebook.backup_code']) AS walled;
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON leavebook.second_factor, leavebook.backup_code
    TO leavebook_app;

-- Whether somebody wants letters about leave, and in which language; NULL is the company's.
ALTER TABLE leavebook.user_account
    ADD COLUMN wants_letters boolean NOT NULL DEFAULT true,
    ADD COLUMN language text CHECK (language ~ '^[a-z]{2}$');

-- Whether the letter about it has gone out, so that a job that runs again sends no second one.
ALTER TABLE leavebook.notification ADD COLUMN sent_at timestamptz;
