-- Who may use leave through the tools at which access level, and what providers told us lately.

SET lock_timeout = '2s';

-- What an access level may do with a tool. A level without a row has the product's defaults.
CREATE TABLE leavebook.tool_permission (
    company_id    bigint NOT NULL REFERENCES leavebook.company,
    tool          text NOT NULL CHECK (tool IN ('leave')),
    access_level  text NOT NULL CHECK (access_level IN ('executive', 'head', 'manager', 'lead', 'employee')),
    can_view      boolean NOT NULL,
    can_update    boolean NOT NULL,
    can_manage    boolean NOT NULL,
    changed_at    timestamptz NOT NULL,
    changed_by    bigint,
    PRIMARY KEY (company_id, tool, access_level),
    FOREIGN KEY (company_id, changed_by) REFERENCES leavebook.user_account (company_id, id)
);

-- Leave types, or one person's balances, as their provider last told them.
CREATE TABLE leavebook.provider_cache (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    provider     text NOT NULL CHECK (length(provider) BETWEEN 1 AND 50),
    employee_id  bigint,       -- NULL: the leave types, which are everybody's
    fetched_at   timestamptz,  -- NULL: asked for, never answered
    seen         text,         -- the provider's own word for the state it was in
    body         jsonb,
    PRIMARY KEY (company_id, id),
    UNIQUE NULLS NOT DISTINCT (company_id, provider, employee_id),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id)
);

-- Who somebody is in another system.
CREATE TABLE leavebook.user_external_id (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    user_id      bigint NOT NULL,
    provider     text NOT NULL CHECK (length(provider) BETWEEN 1 AND 50),
    external_id  text NOT NULL CHECK (length(external_id) BETWEEN 1 AND 200),
    PRIMARY KEY (company_id, user_id, provider),
    UNIQUE (company_id, provider, external_id),
    FOREIGN KEY (company_id, user_id) REFERENCES leavebook.user_account (company_id, id)
);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall(walled::regclass)
       FROM unnest(ARRAY[
    'leavebook.tool_permission', 'leavebook.provider_cache', 'leavebook.user_external_id'
  ]) AS walled;
END
$$;

GRANT SELECT, INSERT, UPDATE ON
    leavebook.tool_permission, leavebook.provider_cache, leavebook.user_external_id
    TO leavebook_app;
GRANT DELETE ON leavebook.provider_cache, leavebook.user_external_id TO leavebook_app;
