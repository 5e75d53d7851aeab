-- Shifts: what recurs, what is planned, and who is assigned to it.

SET lock_timeout = '2s';

CREATE TABLE leavebook.shift_template (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    uuid           uuid NOT NULL DEFAULT gen_random_uuid(),
    name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    department_id  bigint,
    start_time     time NOT NULL,
    end_time       time NOT NULL,  -- not after the start: on the next day
    days_of_week   integer[] NOT NULL CHECK (days_of_week <@ ARRAY[1, 2, 3, 4, 5, 6, 7]),  -- 1 is Monday
    active         boolean NOT NULL DEFAULT true,
    version        integer NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    created_by     bigint NOT NULL,
    changed_at     timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uuid),
    CHECK (start_time <> end_time),
    FOREIGN KEY (company_id, department_id) REFERENCES leavebook.department (company_id, id),
    FOREIGN KEY (company_id, created_by) REFERENCES leavebook.user_account (company_id, id)
);

CREATE TABLE leavebook.shift (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    uuid           uuid NOT NULL DEFAULT gen_random_uuid(),
    title          text NOT NULL CHECK (length(title) BETWEEN 1 AND 150),
    template_id    bigint,
    department_id  bigint,
    starts_at      timestamptz NOT NULL CHECK (starts_at >= '1990-01-01 00:00+00'),
    ends_at        timestamptz NOT NULL CHECK (ends_at < '2101-01-08 00:00+00'),
    state          text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'cancelled')),
    active         boolean NOT NULL DEFAULT true,
    version        integer NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    created_by     bigint NOT NULL,  -- who planned it, and hears of everything that touches it
    changed_at     timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uuid),
    CHECK (ends_at > starts_at),
    FOREIGN KEY (company_id, template_id) REFERENCES leavebook.shift_template (company_id, id),
    FOREIGN KEY (company_id, department_id) REFERENCES leavebook.department (company_id, id),
    FOREIGN KEY (company_id, created_by) REFERENCES leavebook.user_account (company_id, id)
);
CREATE INDEX shift_by_start ON leavebook.shift (company_id, starts_at, id);

-- Who works a shift. `period` is the shift's own time, kept beside the person so that the
-- database itself keeps anybody from being in two places.
CREATE TABLE leavebook.shift_assignment (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    uuid         uuid NOT NULL DEFAULT gen_random_uuid(),
    shift_id     bigint NOT NULL,
    employee_id  bigint NOT NULL,
    period       tstzrange NOT NULL CHECK (NOT isempty(period)),
    state        text NOT NULL DEFAULT 'assigned' CHECK (state IN ('assigned', 'removed_by_leave')),
    request_id   bigint,             -- the leave that removed it
    freed_at     timestamptz,        -- when that leave let go of the time again
    active       boolean NOT NULL DEFAULT true,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    created_by   bigint NOT NULL,
    changed_at   timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, uuid),
    CHECK ((request_id IS NOT NULL) = (state = 'removed_by_leave')),
    FOREIGN KEY (company_id, shift_id) REFERENCES leavebook.shift (company_id, id),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    FOREIGN KEY (company_id, request_id) REFERENCES leavebook.leave_request (company_id, id),
    FOREIGN KEY (company_id, created_by) REFERENCES leavebook.user_account (company_id, id),
    CONSTRAINT one_shift_at_a_time
        EXCLUDE USING gist (int8range(employee_id, employee_id, '[]') WITH &&, period WITH &&)
        WHERE (active AND state = 'assigned')
);
CREATE INDEX shift_assignment_by_shift ON leavebook.shift_assignment (company_id, shift_id);
CREATE INDEX shift_assignment_by_person ON leavebook.shift_assignment (company_id, employee_id);
CREATE INDEX shift_assignment_by_request
    ON leavebook.shift_assignment (company_id, request_id) WHERE request_id IS NOT NULL;

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall(walled::regclass)
       FROM unnest(ARRAY[
    'leavebook.shift_template', 'leavebook.shift', 'leavebook.shift_assignment'
  ]) AS walled;
END
$$;

GRANT SELECT, INSERT, UPDATE ON
    leavebook.shift_template, leavebook.shift, leavebook.shift_assignment
    TO leavebook_app;
