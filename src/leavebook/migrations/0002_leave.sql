-- Leave types, the policies behind them, the days nobody works, and what people ask for.

SET lock_timeout = '2s';

CREATE TABLE leavebook.leave_type (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    uuid        uuid NOT NULL DEFAULT gen_random_uuid(),
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    code        text NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
    aliases     text[] NOT NULL DEFAULT '{}',
    unit        text NOT NULL CHECK (unit IN ('day', 'hour')),
    paid        boolean NOT NULL,
    sensitive   boolean NOT NULL DEFAULT false,
    active      boolean NOT NULL DEFAULT true,
    color       text NOT NULL DEFAULT '#4a7fb5' CHECK (color ~ '^#[0-9a-f]{6}$'),
    rules       jsonb NOT NULL,  -- what the type says about a request; see storage/policies/leave_types.py
    approval    text CHECK (approval IN ('none', 'single', 'office', 'two_stage')),  -- NULL: the company's
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uuid),
    UNIQUE (company_id, code),
    UNIQUE (company_id, name)
);

-- What a leave type grants, from a day on. Terms are never edited: a change is a new version.
CREATE TABLE leavebook.policy_version (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    leave_type_id  bigint NOT NULL,
    policy         text NOT NULL DEFAULT 'standard' CHECK (length(policy) BETWEEN 1 AND 100),
    valid_from     date NOT NULL CHECK (valid_from BETWEEN '1990-01-01' AND '2100-12-31'),
    terms          jsonb NOT NULL,
    recorded_at    timestamptz NOT NULL DEFAULT now(),
    recorded_by    bigint,
    superseded_at  timestamptz,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, leave_type_id) REFERENCES leavebook.leave_type (company_id, id),
    FOREIGN KEY (company_id, recorded_by) REFERENCES leavebook.user_account (company_id, id)
);
CREATE UNIQUE INDEX policy_version_in_force
    ON leavebook.policy_version (company_id, leave_type_id, policy, valid_from)
    WHERE superseded_at IS NULL;

-- Who has another policy than the leave type's standard one, and when.
CREATE TABLE leavebook.policy_assignment (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    employee_id    bigint NOT NULL,
    leave_type_id  bigint NOT NULL,
    policy         text NOT NULL,
    valid_from     date NOT NULL CHECK (valid_from BETWEEN '1990-01-01' AND '2100-12-31'),
    valid_to       date CHECK (valid_to BETWEEN '1990-01-01' AND '2100-12-31'),
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, employee_id, leave_type_id, valid_from),
    CHECK (valid_to >= valid_from),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    FOREIGN KEY (company_id, leave_type_id) REFERENCES leavebook.leave_type (company_id, id)
);

-- Days off of a site: a snapshot per year, so that a newer holiday library never rewrites history.
CREATE TABLE leavebook.holiday (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    site_id     bigint NOT NULL,
    "on"        date NOT NULL CHECK ("on" BETWEEN '1990-01-01' AND '2100-12-31'),
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    free        text NOT NULL DEFAULT 'full' CHECK (free IN ('full', 'am', 'pm')),
    source      text NOT NULL CHECK (source IN ('public', 'company')),
    removed     boolean NOT NULL DEFAULT false,  -- a public holiday that this site works on
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, site_id, "on", source),
    FOREIGN KEY (company_id, site_id) REFERENCES leavebook.site (company_id, id)
);

CREATE TABLE leavebook.holiday_year (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    site_id     bigint NOT NULL,
    year        integer NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    taken_from  text NOT NULL,  -- the library and its version
    taken_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (company_id, site_id, year),
    FOREIGN KEY (company_id, site_id) REFERENCES leavebook.site (company_id, id)
);

CREATE TABLE leavebook.leave_request (
    company_id        bigint NOT NULL REFERENCES leavebook.company,
    id                bigint GENERATED ALWAYS AS IDENTITY,
    uuid              uuid NOT NULL DEFAULT gen_random_uuid(),
    employee_id       bigint NOT NULL,
    leave_type_id     bigint NOT NULL,
    first_day         date NOT NULL CHECK (first_day BETWEEN '1990-01-01' AND '2100-12-31'),
    last_day          date NOT NULL CHECK (last_day BETWEEN '1990-01-01' AND '2100-12-31'),
    spans             jsonb NOT NULL,  -- what was asked, part by part
    half_day          text CHECK (half_day IN ('am', 'pm')),  -- set when the whole request is one half
    amount            numeric(12,4) NOT NULL CHECK (amount >= 0 AND amount <> 'NaN'),  -- in the type's unit
    days              numeric(12,4) NOT NULL CHECK (days >= 0 AND days <> 'NaN'),
    minutes           integer NOT NULL CHECK (minutes >= 0),
    reason            text CHECK (length(reason) <= 2000),
    state             text NOT NULL CHECK (state IN ('draft', 'pending', 'recorded', 'approved', 'rejected',
                          'withdrawn', 'cancel_requested', 'cancelled', 'superseded')),
    stage             text CHECK (stage IN ('manager', 'executive')),
    approval          text NOT NULL CHECK (approval IN ('none', 'single', 'office', 'two_stage')),
    asked_at          timestamptz NOT NULL,
    asked_by          bigint NOT NULL,
    door              text NOT NULL,
    manager_decided_by  bigint,
    manager_decided_at  timestamptz,
    exec_decided_by    bigint,
    exec_decided_at    timestamptz,
    rejection_reason  text CHECK (length(rejection_reason) <= 2000),
    cancelled_by      bigint,
    cancelled_at      timestamptz,
    hidden            boolean NOT NULL DEFAULT false,
    replaces_id       bigint,
    external_ref      text CHECK (length(external_ref) BETWEEN 1 AND 200),
    document_url      text CHECK (length(document_url) <= 2000),
    version           integer NOT NULL DEFAULT 1,
    changed_at        timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uuid),
    CHECK (last_day >= first_day),
    CHECK ((stage IS NULL) = (state <> 'pending')),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    FOREIGN KEY (company_id, leave_type_id) REFERENCES leavebook.leave_type (company_id, id),
    FOREIGN KEY (company_id, asked_by) REFERENCES leavebook.user_account (company_id, id),
    FOREIGN KEY (company_id, manager_decided_by) REFERENCES leavebook.user_account (company_id, id),
    FOREIGN KEY (company_id, exec_decided_by) REFERENCES leavebook.user_account (company_id, id),
    FOREIGN KEY (company_id, cancelled_by) REFERENCES leavebook.user_account (company_id, id),
    FOREIGN KEY (company_id, replaces_id) REFERENCES leavebook.leave_request (company_id, id)
);
CREATE UNIQUE INDEX leave_request_by_external_ref
    ON leavebook.leave_request (company_id, external_ref) WHERE external_ref IS NOT NULL;
CREATE INDEX leave_request_newest ON leavebook.leave_request (company_id, asked_at DESC, id DESC);
CREATE INDEX leave_request_by_employee ON leavebook.leave_request (company_id, employee_id, leave_type_id, first_day);
CREATE INDEX leave_request_by_days ON leavebook.leave_request (company_id, first_day, last_day);
CREATE INDEX leave_request_pending ON leavebook.leave_request (company_id, asked_at) WHERE state = 'pending';

-- The local wall-clock time a request occupies. While it holds, nothing of the same person
-- may overlap it: the rules refuse first, this constraint is the second guard.
CREATE TABLE leavebook.leave_span (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    request_id   bigint NOT NULL,
    employee_id  bigint NOT NULL,
    span         tsrange NOT NULL CHECK (NOT isempty(span)),
    holds        boolean NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, request_id) REFERENCES leavebook.leave_request (company_id, id),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    CHECK (lower(span) >= '1990-01-01' AND upper(span) <= '2101-01-01'),
    CONSTRAINT one_leave_at_a_time
        EXCLUDE USING gist (int8range(employee_id, employee_id, '[]') WITH &&, span WITH &&) WHERE (holds)
);
CREATE INDEX leave_span_by_request ON leavebook.leave_span (company_id, request_id);

-- What each day of a request was worth when it was asked for, and why.
CREATE TABLE leavebook.leave_request_day (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    request_id  bigint NOT NULL,
    "on"        date NOT NULL CHECK ("on" BETWEEN '1990-01-01' AND '2100-12-31'),
    minutes     integer NOT NULL CHECK (minutes >= 0),
    fraction    numeric(12,4) NOT NULL CHECK (fraction >= 0 AND fraction <> 'NaN'),
    amount      numeric(12,4) NOT NULL CHECK (amount >= 0 AND amount <> 'NaN'),  -- in the type's unit
    excluded    text,  -- the reason when the day costs nothing
    PRIMARY KEY (company_id, request_id, "on"),
    FOREIGN KEY (company_id, request_id) REFERENCES leavebook.leave_request (company_id, id)
);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall(walled::regclass)
       FROM unnest(ARRAY[
    'leavebook.leave_type', 'leavebook.policy_version', 'leavebook.policy_assignment',
    'leavebook.holiday', 'leavebook.holiday_year', 'leavebook.leave_request',
    'leavebook.leave_span', 'leavebook.leave_request_day'
  ]) AS walled;
END
$$;
