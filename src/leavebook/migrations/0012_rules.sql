-- What companies agree beside their policies: blocked days, closures, crews, own figures, work
-- that earns leave; and what the jobs did.

SET lock_timeout = '2s';

-- Days on which leave may not be taken, or only after a warning.
CREATE TABLE leavebook.blackout (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    first_day      date NOT NULL CHECK (first_day BETWEEN '1990-01-01' AND '2100-12-31'),
    last_day       date NOT NULL CHECK (last_day BETWEEN '1990-01-01' AND '2100-12-31'),
    site_id        bigint,
    department_id  bigint,  -- with every department below it
    leave_type_id  bigint,
    exempt_roles   text[] NOT NULL DEFAULT '{}'
        CHECK (exempt_roles <@ ARRAY['owner', 'admin', 'hr', 'manager', 'employee']),
    is_hard        boolean NOT NULL DEFAULT true,
    PRIMARY KEY (company_id, id),
    CHECK (last_day >= first_day),
    FOREIGN KEY (company_id, site_id) REFERENCES leavebook.site (company_id, id),
    FOREIGN KEY (company_id, department_id) REFERENCES leavebook.department (company_id, id),
    FOREIGN KEY (company_id, leave_type_id) REFERENCES leavebook.leave_type (company_id, id)
);
CREATE INDEX blackout_by_days ON leavebook.blackout (company_id, first_day, last_day);

-- Days that the company gives away whole, at one site or everywhere.
CREATE TABLE leavebook.closure (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    first_day   date NOT NULL CHECK (first_day BETWEEN '1990-01-01' AND '2100-12-31'),
    last_day    date NOT NULL CHECK (last_day BETWEEN '1990-01-01' AND '2100-12-31'),
    site_id     bigint,
    PRIMARY KEY (company_id, id),
    CHECK (last_day >= first_day AND last_day - first_day < 400),
    FOREIGN KEY (company_id, site_id) REFERENCES leavebook.site (company_id, id)
);
CREATE INDEX closure_by_days ON leavebook.closure (company_id, first_day, last_day);

-- How many of a group must stay; without a group it is the whole company.
CREATE TABLE leavebook.staffing_rule (
    company_id          bigint NOT NULL REFERENCES leavebook.company,
    id                  bigint GENERATED ALWAYS AS IDENTITY,
    name                text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    site_id             bigint,
    department_id       bigint,
    squad_id            bigint,
    max_absent          integer CHECK (max_absent >= 0),
    max_absent_percent  integer CHECK (max_absent_percent BETWEEN 0 AND 100),
    min_present         integer CHECK (min_present >= 0),
    is_hard             boolean NOT NULL DEFAULT false,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, name),
    CHECK (num_nonnulls(site_id, department_id, squad_id) <= 1),
    CHECK (num_nonnulls(max_absent, max_absent_percent, min_present) >= 1),
    FOREIGN KEY (company_id, site_id) REFERENCES leavebook.site (company_id, id),
    FOREIGN KEY (company_id, department_id) REFERENCES leavebook.department (company_id, id),
    FOREIGN KEY (company_id, squad_id) REFERENCES leavebook.squad (company_id, id)
);

-- A person's own yearly figure for the leave year that holds the day, with the reason for it.
CREATE TABLE leavebook.own_entitlement (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    employee_id    bigint NOT NULL,
    leave_type_id  bigint NOT NULL,
    "on"           date NOT NULL CHECK ("on" BETWEEN '1990-01-01' AND '2100-12-31'),
    amount         numeric(12,4) NOT NULL CHECK (amount <> 'NaN'),
    mode           text NOT NULL CHECK (mode IN ('add', 'set')),
    reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    recorded_at    timestamptz NOT NULL,
    recorded_by    bigint,
    superseded_at  timestamptz,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    FOREIGN KEY (company_id, leave_type_id) REFERENCES leavebook.leave_type (company_id, id),
    FOREIGN KEY (company_id, recorded_by) REFERENCES leavebook.user_account (company_id, id)
);
CREATE INDEX own_entitlement_by_employee
    ON leavebook.own_entitlement (company_id, employee_id, leave_type_id) WHERE superseded_at IS NULL;

-- Recorded work that earns leave where a policy grants it by the hour.
CREATE TABLE leavebook.worked_time (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    employee_id  bigint NOT NULL,
    "on"         date NOT NULL CHECK ("on" BETWEEN '1990-01-01' AND '2100-12-31'),
    minutes      integer NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
    PRIMARY KEY (company_id, employee_id, "on"),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id)
);

-- The part of other leave that is still earned while away under this type: 0 stops accrual.
ALTER TABLE leavebook.leave_type
    ADD COLUMN earning numeric(5,4) NOT NULL DEFAULT 1;
ALTER TABLE leavebook.leave_type
    ADD CONSTRAINT leave_type_earning CHECK (earning BETWEEN 0 AND 1) NOT VALID;

-- Why an account has to be replayed although no day of its own has come, and how often that
-- was said; who replays it clears only what it has seen.
ALTER TABLE leavebook.ledger_account
    ADD COLUMN due_because text,
    ADD COLUMN due_mark bigint NOT NULL DEFAULT 0;

-- Operators' commands and jobs correct balances as well, in nobody's name.
-- squawk-ignore ban-drop-not-null
ALTER TABLE leavebook.adjustment ALTER COLUMN recorded_by DROP NOT NULL;

-- Proof that somebody was told in time what would lapse; one for each bucket and stage.
CREATE TABLE leavebook.expiry_reminder (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    employee_id    bigint NOT NULL,
    leave_type_id  bigint NOT NULL,
    last_usable    date NOT NULL,
    days_before    integer NOT NULL CHECK (days_before BETWEEN 0 AND 366),
    amount         numeric(12,4) NOT NULL CHECK (amount > 0 AND amount <> 'NaN'),
    sent_at        timestamptz NOT NULL,
    event_uuid     uuid NOT NULL,
    PRIMARY KEY (company_id, employee_id, leave_type_id, last_usable, days_before),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    FOREIGN KEY (company_id, leave_type_id) REFERENCES leavebook.leave_type (company_id, id),
    FOREIGN KEY (company_id, event_uuid) REFERENCES leavebook.event (company_id, uuid)
);

-- What the jobs did, and what went wrong with whom.
CREATE TABLE leavebook.job_run (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    job          text NOT NULL CHECK (length(job) BETWEEN 1 AND 50),
    started_at   timestamptz NOT NULL,
    finished_at  timestamptz,
    counts       jsonb NOT NULL DEFAULT '{}',
    failures     jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (company_id, id)
);
CREATE INDEX job_run_newest ON leavebook.job_run (company_id, job, id DESC);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall(walled::regclass)
       FROM unnest(ARRAY[
    'leavebook.blackout', 'leavebook.closure', 'leavebook.staffing_rule',
    'leavebook.own_entitlement', 'leavebook.worked_time', 'leavebook.expiry_reminder',
    'leavebook.job_run'
  ]) AS walled;
END
$$;

GRANT SELECT, INSERT, UPDATE ON
    leavebook.blackout, leavebook.closure, leavebook.staffing_rule, leavebook.own_entitlement,
    leavebook.worked_time, leavebook.job_run
    TO leavebook_app;
GRANT DELETE ON leavebook.blackout, leavebook.closure, leavebook.staffing_rule TO leavebook_app;
GRANT SELECT, INSERT ON leavebook.expiry_reminder TO leavebook_app;
