-- What a company's account with another system needs, and when the worker looks again.

SET lock_timeout = '2s';

-- Settings are for everybody to read; secrets are sealed by the application before they get here.
ALTER TABLE leavebook.integration_connection
    ADD COLUMN settings         jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN secrets          bytea,
    ADD COLUMN secrets_key_id   text,
    ADD COLUMN secrets_version  bigint NOT NULL DEFAULT 0,    -- grows with every change of the secrets
    ADD COLUMN renewing_until   timestamptz,                  -- somebody is renewing them until then
    ADD COLUMN calls_left       double precision NOT NULL DEFAULT 0,  -- the token bucket,
    ADD COLUMN counted_at       timestamptz NOT NULL DEFAULT '-infinity',  -- as it stood then
    ADD COLUMN failures         integer NOT NULL DEFAULT 0,   -- one after the other, since the last success
    ADD COLUMN closed_until     timestamptz,                  -- nobody calls the system before
    ADD COLUMN trouble          text CHECK (length(trouble) <= 500),  -- why a person has to connect anew
    ADD CONSTRAINT secrets_say_their_key CHECK ((secrets IS NULL) = (secrets_key_id IS NULL)) NOT VALID;

ALTER TABLE leavebook.integration_link
    ADD COLUMN failing_since  timestamptz,  -- the first failure since it last went well
    ADD COLUMN nudged_at      timestamptz;  -- when a job was last queued for it

-- For the worker: the companies in which a system has to be called. It says nothing else.
CREATE POLICY narrow_door ON leavebook.integration_link FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION leavebook.companies_with_due_links() RETURNS TABLE (company_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog
    AS $$
        SELECT DISTINCT l.company_id
          FROM leavebook.integration_link AS l
         WHERE l.observed <> l.intended
           AND l.error_kind IS DISTINCT FROM 'permanent'
           AND (l.next_try_at IS NULL OR l.next_try_at <= statement_timestamp())
           AND (l.lease_until IS NULL OR l.lease_until <= statement_timestamp())
           AND (l.nudged_at IS NULL OR l.nudged_at <= statement_timestamp() - interval '1 minute')
         ORDER BY l.company_id
    $$;

REVOKE ALL ON FUNCTION leavebook.companies_with_due_links() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION leavebook.companies_with_due_links() TO leavebook_app;
