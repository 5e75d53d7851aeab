-- Which other systems a company keeps informed, and what each of them knows of each request.

SET lock_timeout = '2s';

-- A provider without a row is off. "console" is the development twin, which prints.
CREATE TABLE leavebook.integration_connection (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    provider    text NOT NULL CHECK (provider IN ('xero', 'productive', 'google_calendar', 'slack')),
    mode        text NOT NULL CHECK (mode IN ('off', 'console', 'live')),
    changed_at  timestamptz NOT NULL,
    changed_by  bigint,
    PRIMARY KEY (company_id, provider),
    FOREIGN KEY (company_id, changed_by) REFERENCES leavebook.user_account (company_id, id)
);

-- What we want a system to hold of a request, and what it holds as far as we know. A row is
-- settled when both agree. Leave that is approved anew, or whose days change, gets the next
-- generation, so that what is taken back and what is put there never mix.
CREATE TABLE leavebook.integration_link (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    request_id   bigint NOT NULL,
    provider     text NOT NULL CHECK (provider IN ('xero', 'productive', 'google_calendar', 'slack')),
    generation   integer NOT NULL CHECK (generation >= 1),
    mode         text NOT NULL CHECK (mode IN ('console', 'live')),  -- it is taken back the way it was made
    says         text NOT NULL,  -- which leave the system was told of: other days are another generation
    intended     text NOT NULL CHECK (intended IN ('present', 'absent')),
    observed     text NOT NULL DEFAULT 'absent' CHECK (observed IN ('absent', 'present', 'uncertain')),
    external_id  text CHECK (length(external_id) BETWEEN 1 AND 1024),
    attempts     integer NOT NULL DEFAULT 0,
    next_try_at  timestamptz,
    lease_until  timestamptz,  -- somebody is calling the system until then
    fence        bigint NOT NULL DEFAULT 0,  -- grows with every claim; only the last claim may record
    error_kind   text CHECK (error_kind IN ('temporary', 'permanent')),
    error        text CHECK (length(error) <= 500),
    follow_up    text CHECK (length(follow_up) <= 500),  -- what a person has to do by hand
    made_at      timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, request_id, provider, generation),
    CHECK ((error_kind IS NULL) = (error IS NULL)),
    FOREIGN KEY (company_id, request_id) REFERENCES leavebook.leave_request (company_id, id)
);
CREATE INDEX integration_link_unsettled
    ON leavebook.integration_link (company_id, next_try_at) WHERE observed <> intended;

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall(walled::regclass)
       FROM unnest(ARRAY[
    'leavebook.integration_connection', 'leavebook.integration_link'
  ]) AS walled;
END
$$;

GRANT SELECT, INSERT, UPDATE ON
    leavebook.integration_connection, leavebook.integration_link
    TO leavebook_app;
