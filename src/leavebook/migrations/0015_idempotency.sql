-- What was answered to calls that carry an Idempotency-Key, so that a call that is sent again
-- is answered again instead of done again. The row is written by the call's own transaction.

SET lock_timeout = '2s';

CREATE TABLE leavebook.idempotency_key (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    credential_id  bigint NOT NULL,
    route          text NOT NULL CHECK (length(route) BETWEEN 1 AND 200),
    key            text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    fingerprint    bytea NOT NULL CHECK (length(fingerprint) = 32),  -- SHA-256 of what was asked
    status         integer CHECK (status BETWEEN 100 AND 599),  -- NULL only inside the call itself
    headers        jsonb,
    media_type     text,
    body           bytea,
    made_at        timestamptz NOT NULL,
    PRIMARY KEY (company_id, credential_id, route, key),
    FOREIGN KEY (company_id, credential_id) REFERENCES leavebook.credential (company_id, id)
);
CREATE INDEX idempotency_key_by_age ON leavebook.idempotency_key (company_id, made_at);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall('leavebook.idempotency_key');
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON leavebook.idempotency_key TO leavebook_app;
