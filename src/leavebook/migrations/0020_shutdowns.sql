-- Days on which a company closes and that are taken from people's leave.

SET lock_timeout = '2s';

CREATE TABLE leavebook.shutdown (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    first_day      date NOT NULL CHECK (first_day BETWEEN '1990-01-01' AND '2100-12-31'),
    last_day       date NOT NULL CHECK (last_day BETWEEN '1990-01-01' AND '2100-12-31'),
    site_id        bigint,  -- NULL: every site
    department_id  bigint,  -- with every department below it; NULL: everybody
    leave_type_id  bigint NOT NULL,
    when_short     text NOT NULL CHECK (when_short IN ('unpaid', 'negative', 'paid', 'list')),
    other_type_id  bigint,  -- what is unpaid, or given, where leave is short
    ordered_at     timestamptz NOT NULL,
    ordered_by     bigint NOT NULL,
    called_off_at  timestamptz,
    called_off_by  bigint,
    PRIMARY KEY (company_id, id),
    CHECK (last_day >= first_day AND last_day - first_day < 366),
    CHECK ((other_type_id IS NOT NULL) = (when_short IN ('unpaid', 'paid'))),
    CHECK (other_type_id <> leave_type_id),
    FOREIGN KEY (company_id, site_id) REFERENCES leavebook.site (company_id, id),
    FOREIGN KEY (company_id, department_id) REFERENCES leavebook.department (company_id, id),
    FOREIGN KEY (company_id, leave_type_id) REFERENCES leavebook.leave_type (company_id, id),
    FOREIGN KEY (company_id, other_type_id) REFERENCES leavebook.leave_type (company_id, id),
    FOREIGN KEY (company_id, ordered_by) REFERENCES leavebook.user_account (company_id, id),
    FOREIGN KEY (company_id, called_off_by) REFERENCES leavebook.user_account (company_id, id)
);
CREATE INDEX shutdown_by_days ON leavebook.shutdown (company_id, first_day, last_day);

-- Who has been charged, and how much nobody was charged for where the rule is to list it. A row
-- is removed when the person has to be looked at again.
CREATE TABLE leavebook.shutdown_person (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    shutdown_id  bigint NOT NULL,
    employee_id  bigint NOT NULL,
    missing      numeric(12,4) NOT NULL CHECK (missing >= 0 AND missing <> 'NaN'),
    charged_at   timestamptz NOT NULL,
    PRIMARY KEY (company_id, shutdown_id, employee_id),
    FOREIGN KEY (company_id, shutdown_id) REFERENCES leavebook.shutdown (company_id, id),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id)
);
CREATE INDEX shutdown_person_by_employee ON leavebook.shutdown_person (company_id, employee_id);

-- The leave that a shutdown made; it is ordinary leave, but not its owner's to take back.
CREATE TABLE leavebook.shutdown_leave (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    request_id   bigint NOT NULL,
    shutdown_id  bigint NOT NULL,
    PRIMARY KEY (company_id, request_id),
    FOREIGN KEY (company_id, request_id) REFERENCES leavebook.leave_request (company_id, id),
    FOREIGN KEY (company_id, shutdown_id) REFERENCES leavebook.shutdown (company_id, id)
);
CREATE INDEX shutdown_leave_by_shutdown ON leavebook.shutdown_leave (company_id, shutdown_id);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall(walled::regclass)
       FROM unnest(ARRAY[
    'leavebook.shutdown', 'leavebook.shutdown_person', 'leavebook.shutdown_leave'
  ]) AS walled;
END
$$;

GRANT SELECT, INSERT, UPDATE ON leavebook.shutdown TO leavebook_app;
GRANT SELECT, INSERT, DELETE ON leavebook.shutdown_person TO leavebook_app;
GRANT SELECT, INSERT ON leavebook.shutdown_leave TO leavebook_app;
