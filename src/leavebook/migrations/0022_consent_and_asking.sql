-- Consents that are under way, and who is asking a provider at the moment.

SET lock_timeout = '2s';

-- Somebody was sent to a system outside to let Leavebook in, and has not come back yet.
CREATE TABLE leavebook.integration_consent (
    company_id      bigint NOT NULL REFERENCES leavebook.company,
    provider        text NOT NULL CHECK (provider IN ('xero', 'productive', 'google_calendar', 'slack')),
    user_id         bigint,  -- NULL: the command line
    secrets         bytea NOT NULL,
    secrets_key_id  text NOT NULL,
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (company_id, provider),
    FOREIGN KEY (company_id, user_id) REFERENCES leavebook.user_account (company_id, id)
);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall('leavebook.integration_consent');
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON leavebook.integration_consent TO leavebook_app;

-- Somebody is asking the provider until then; everybody else waits for that answer.
ALTER TABLE leavebook.provider_cache
    ADD COLUMN asking_until timestamptz,
    ADD COLUMN asked        bigint NOT NULL DEFAULT 0;  -- grows with every question; only the last one may be answered
