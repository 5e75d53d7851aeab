-- People are asked for a decision in a system outside, and what comes in from there is done once.

SET lock_timeout = '2s';

-- Who is asked; NULL is what everybody there reads. Both kinds are told alike, by the same worker.
ALTER TABLE leavebook.integration_link ADD COLUMN recipient_id bigint;
ALTER TABLE leavebook.integration_link
    ADD CONSTRAINT integration_link_recipient FOREIGN KEY (company_id, recipient_id)
        REFERENCES leavebook.user_account (company_id, id) NOT VALID;
-- A generation is counted for each recipient by itself: the index below takes over.
-- squawk-ignore ban-drop-constraint
ALTER TABLE leavebook.integration_link DROP CONSTRAINT integration_link_company_id_request_id_provider_generation_key;
-- squawk-ignore require-concurrent-index-creation
CREATE UNIQUE INDEX integration_link_once
    ON leavebook.integration_link (company_id, request_id, provider, recipient_id, generation)
    NULLS NOT DISTINCT;

-- What systems outside have sent and has been done: the same again does nothing.
CREATE TABLE leavebook.incoming_delivery (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    provider    text NOT NULL CHECK (provider IN ('xero', 'productive', 'google_calendar', 'slack')),
    key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 300),
    came_at     timestamptz NOT NULL,
    PRIMARY KEY (company_id, provider, key)
);
CREATE INDEX incoming_delivery_by_age ON leavebook.incoming_delivery (company_id, came_at);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall('leavebook.incoming_delivery');
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON leavebook.incoming_delivery TO leavebook_app;

-- For a door that systems outside call: the companies that may be meant. Which one is, its secret
-- must prove. It says nothing else.
CREATE POLICY narrow_door ON leavebook.integration_connection FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION leavebook.companies_of_team(wanted_provider text, wanted_team text)
    RETURNS TABLE (company_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog
    AS $$
        SELECT c.company_id
          FROM leavebook.integration_connection AS c
         WHERE c.provider = wanted_provider AND c.mode = 'live'
           AND c.settings ->> 'team' = wanted_team
         ORDER BY c.company_id
         LIMIT 20
    $$;

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX integration_connection_by_team
    ON leavebook.integration_connection (provider, (settings ->> 'team')) WHERE mode = 'live';

REVOKE ALL ON FUNCTION leavebook.companies_of_team(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION leavebook.companies_of_team(text, text) TO leavebook_app;
