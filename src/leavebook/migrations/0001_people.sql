-- Companies, the places they work at and the people in them.
-- Every table starts with company_id, and every reference is composite, so no row can point
-- across companies and the whole schema can be spread over machines by company.

SET lock_timeout = '2s';

CREATE SCHEMA IF NOT EXISTS leavebook;

-- What is true of this installation as a whole; one row, no company's data.
CREATE TABLE leavebook.installation (
    only_one     boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    is_demo      boolean NOT NULL DEFAULT false,
    demo_loaded  boolean NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL DEFAULT now()
);
INSERT INTO leavebook.installation DEFAULT VALUES;

-- The company of the running transaction; NULL when none is set, so that no row matches.
CREATE FUNCTION leavebook.current_company() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path = pg_catalog
    AS $$ SELECT nullif(pg_catalog.current_setting('leavebook.company', true), '')::bigint $$;

-- Puts one table behind the wall between companies. Every table with a company calls this.
CREATE FUNCTION leavebook.put_behind_the_wall(walled regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
        'CREATE POLICY own_company ON %s USING (company_id = (SELECT nullif(current_setting(''leavebook.company'', true), '''')::bigint))'
        ' WITH CHECK (company_id = (SELECT nullif(current_setting(''leavebook.company'', true), '''')::bigint))',
        walled
    );
END
$$;

CREATE TABLE leavebook.company (
    company_id       bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    uuid             uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    codename         text NOT NULL UNIQUE CHECK (codename ~ '^[a-z][a-z0-9-]{0,62}$'),
    name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    timezone         text NOT NULL DEFAULT 'UTC',
    locale           text NOT NULL DEFAULT 'en',
    approval_policy  text NOT NULL DEFAULT 'single' CHECK (approval_policy IN ('none', 'single', 'office', 'two_stage')),
    settings         jsonb NOT NULL DEFAULT '{}',
    created_at       timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE leavebook.site (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    uuid        uuid NOT NULL DEFAULT gen_random_uuid(),
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    country     text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    region      text CHECK (region ~ '^[A-Z0-9-]{1,10}$'),
    timezone    text NOT NULL DEFAULT 'UTC',
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uuid),
    UNIQUE (company_id, name)
);

CREATE TABLE leavebook.user_account (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    uuid           uuid NOT NULL DEFAULT gen_random_uuid(),
    email          text NOT NULL CHECK (length(email) BETWEEN 3 AND 320),
    email_key      text NOT NULL,  -- the one normal form, by which an account is found
    name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    role           text NOT NULL CHECK (role IN ('owner', 'admin', 'hr', 'manager', 'employee')),
    access_level   text NOT NULL CHECK (access_level IN ('executive', 'head', 'manager', 'lead', 'employee')),
    active         boolean NOT NULL DEFAULT true,
    password_hash  text,
    picture        text,
    created_at     timestamptz NOT NULL DEFAULT now(),
    last_login_at  timestamptz,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uuid),
    UNIQUE (company_id, email_key)
);
CREATE INDEX user_account_by_email ON leavebook.user_account (email_key);

CREATE TABLE leavebook.department (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    uuid        uuid NOT NULL DEFAULT gen_random_uuid(),
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    lead_id     bigint,
    deputy_id   bigint,
    parent_id   bigint,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uuid),
    UNIQUE (company_id, name),
    FOREIGN KEY (company_id, parent_id) REFERENCES leavebook.department (company_id, id)
);

CREATE TABLE leavebook.employee (
    company_id       bigint NOT NULL REFERENCES leavebook.company,
    id               bigint GENERATED ALWAYS AS IDENTITY,
    uuid             uuid NOT NULL DEFAULT gen_random_uuid(),
    user_id          bigint,
    employee_number  text NOT NULL CHECK (length(employee_number) BETWEEN 1 AND 50),
    full_name        text NOT NULL CHECK (length(full_name) BETWEEN 1 AND 150),
    gender           text CHECK (gender IN ('female', 'male', 'other')),
    department_id    bigint,
    site_id          bigint NOT NULL,
    manager_id       bigint,
    joined_on        date NOT NULL CHECK (joined_on BETWEEN '1990-01-01' AND '2100-12-31'),
    left_on          date CHECK (left_on BETWEEN '1990-01-01' AND '2100-12-31'),
    created_at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uuid),
    UNIQUE (company_id, employee_number),
    UNIQUE (company_id, user_id),
    CHECK (left_on >= joined_on),
    CHECK (manager_id <> id),
    FOREIGN KEY (company_id, user_id) REFERENCES leavebook.user_account (company_id, id),
    FOREIGN KEY (company_id, department_id) REFERENCES leavebook.department (company_id, id),
    FOREIGN KEY (company_id, site_id) REFERENCES leavebook.site (company_id, id),
    FOREIGN KEY (company_id, manager_id) REFERENCES leavebook.employee (company_id, id)
);
CREATE INDEX employee_by_manager ON leavebook.employee (company_id, manager_id);
CREATE INDEX employee_by_department ON leavebook.employee (company_id, department_id);
CREATE INDEX employee_by_name ON leavebook.employee (company_id, full_name, id);

ALTER TABLE leavebook.department
    ADD FOREIGN KEY (company_id, lead_id) REFERENCES leavebook.employee (company_id, id),
    ADD FOREIGN KEY (company_id, deputy_id) REFERENCES leavebook.employee (company_id, id);

-- Where and how much somebody works from a day on, until the next row of the same person.
CREATE TABLE leavebook.employment_terms (
    company_id      bigint NOT NULL REFERENCES leavebook.company,
    id              bigint GENERATED ALWAYS AS IDENTITY,
    employee_id     bigint NOT NULL,
    valid_from      date NOT NULL CHECK (valid_from BETWEEN '1990-01-01' AND '2100-12-31'),
    site_id         bigint NOT NULL,
    weekly_minutes  integer NOT NULL CHECK (weekly_minutes BETWEEN 1 AND 10080),
    weeks           jsonb NOT NULL,  -- the working pattern: weeks of days of [start, end, half]
    anchor          date,            -- the Monday a rotation of several weeks starts from
    recorded_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, employee_id, valid_from),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    FOREIGN KEY (company_id, site_id) REFERENCES leavebook.site (company_id, id)
);

CREATE TABLE leavebook.squad (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    uuid        uuid NOT NULL DEFAULT gen_random_uuid(),
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, name)
);

CREATE TABLE leavebook.squad_member (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    squad_id     bigint NOT NULL,
    employee_id  bigint NOT NULL,
    is_manager   boolean NOT NULL DEFAULT false,
    PRIMARY KEY (company_id, squad_id, employee_id),
    FOREIGN KEY (company_id, squad_id) REFERENCES leavebook.squad (company_id, id),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id)
);
CREATE INDEX squad_member_by_employee ON leavebook.squad_member (company_id, employee_id);

-- A secret somebody can act with. Only its SHA-256 is kept.
CREATE TABLE leavebook.credential (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    uuid        uuid NOT NULL DEFAULT gen_random_uuid(),
    kind        text NOT NULL CHECK (kind IN ('company_token', 'user_token', 'organisation_key', 'user_key')),
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    user_id     bigint NOT NULL,  -- who acts; for a company's token, who made it
    digest      bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
    last_four   text NOT NULL CHECK (length(last_four) = 4),
    scopes      text[] NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz,
    revoked_at  timestamptz,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, user_id) REFERENCES leavebook.user_account (company_id, id)
);
CREATE INDEX credential_by_user ON leavebook.credential (company_id, user_id);

-- Kept apart so that using a credential does not rewrite it; touched at most every few minutes.
CREATE TABLE leavebook.credential_use (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    credential_id  bigint NOT NULL,
    last_used_at   timestamptz NOT NULL,
    PRIMARY KEY (company_id, credential_id),
    FOREIGN KEY (company_id, credential_id) REFERENCES leavebook.credential (company_id, id)
);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall(walled::regclass)
       FROM unnest(ARRAY[
    'leavebook.company', 'leavebook.site', 'leavebook.user_account', 'leavebook.department',
    'leavebook.employee', 'leavebook.employment_terms', 'leavebook.squad',
    'leavebook.squad_member', 'leavebook.credential', 'leavebook.credential_use'
  ]) AS walled;
END
$$;
