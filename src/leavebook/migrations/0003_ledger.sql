-- The append-only ledger, the balances read from it, and the events people see as history.

SET lock_timeout = '2s';

-- What an officer adds or takes away by hand; a fact, never changed.
CREATE TABLE leavebook.adjustment (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    employee_id    bigint NOT NULL,
    leave_type_id  bigint NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('adjustment', 'opening', 'carried', 'toil', 'bonus')),
    "on"           date NOT NULL CHECK ("on" BETWEEN '1990-01-01' AND '2100-12-31'),
    amount         numeric(12,4) NOT NULL CHECK (amount <> 'NaN'),
    last_usable    date CHECK (last_usable BETWEEN '1990-01-01' AND '2100-12-31'),
    reason         text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    recorded_at    timestamptz NOT NULL,
    recorded_by    bigint NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    FOREIGN KEY (company_id, leave_type_id) REFERENCES leavebook.leave_type (company_id, id),
    FOREIGN KEY (company_id, recorded_by) REFERENCES leavebook.user_account (company_id, id)
);
CREATE INDEX adjustment_by_employee ON leavebook.adjustment (company_id, employee_id, leave_type_id);

CREATE TABLE leavebook.ledger_entry (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    employee_id    bigint NOT NULL,
    leave_type_id  bigint NOT NULL,
    kind           text NOT NULL,
    corrects       text,  -- the kind of movement that a correction counts as
    "on"           date NOT NULL CHECK ("on" BETWEEN '1990-01-01' AND '2101-12-31'),
    amount         numeric(12,4) NOT NULL CHECK (amount <> 'NaN'),
    year_start     date NOT NULL,
    bucket         jsonb NOT NULL,
    source         text NOT NULL,  -- the request, the adjustment or the period behind the movement
    posted_on      date,
    cause          text NOT NULL,
    explanation    jsonb NOT NULL,
    recorded_at    timestamptz NOT NULL,
    recorded_by    bigint,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    FOREIGN KEY (company_id, leave_type_id) REFERENCES leavebook.leave_type (company_id, id),
    CHECK ((kind = 'correction') = (corrects IS NOT NULL)),
    FOREIGN KEY (company_id, recorded_by) REFERENCES leavebook.user_account (company_id, id)
);
CREATE INDEX ledger_entry_by_person ON leavebook.ledger_entry (company_id, employee_id, leave_type_id, "on", id);

-- Until when the ledger of a person and leave type has been written.
CREATE TABLE leavebook.ledger_account (
    company_id      bigint NOT NULL REFERENCES leavebook.company,
    employee_id     bigint NOT NULL,
    leave_type_id   bigint NOT NULL,
    posted_through  date NOT NULL,  -- grants, carry-over and expiry up to this day are entries
    horizon         date NOT NULL,  -- the day up to which leave ahead was looked at
    next_change     date,           -- the next day on which time itself moves the balance
    PRIMARY KEY (company_id, employee_id, leave_type_id),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    FOREIGN KEY (company_id, leave_type_id) REFERENCES leavebook.leave_type (company_id, id)
);
CREATE INDEX ledger_account_due ON leavebook.ledger_account (company_id, next_change);

-- One row per person, leave type and leave year: what every list reads.
CREATE TABLE leavebook.balance (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    employee_id    bigint NOT NULL,
    leave_type_id  bigint NOT NULL,
    year_start     date NOT NULL,
    year_end       date NOT NULL,
    granted          numeric(12,4) NOT NULL,
    to_come          numeric(12,4) NOT NULL,  -- grants of the same year after as_of
    adjusted         numeric(12,4) NOT NULL,
    carried_in       numeric(12,4) NOT NULL,
    carried_expired  numeric(12,4) NOT NULL,
    other_expired    numeric(12,4) NOT NULL,
    used             numeric(12,4) NOT NULL,
    pending          numeric(12,4) NOT NULL,
    carried_out      numeric(12,4) NOT NULL,
    lapsed_at_close  numeric(12,4) NOT NULL,
    next_expiry_on   date,
    next_expiry      numeric(12,4) NOT NULL,
    as_of          date NOT NULL,
    next_change    date,  -- the next day on which time itself moves this row; NULL: never
    PRIMARY KEY (company_id, employee_id, leave_type_id, year_start),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    FOREIGN KEY (company_id, leave_type_id) REFERENCES leavebook.leave_type (company_id, id)
);

-- What happened, in the words of the house: history, audit trail, and what the outside hears.
CREATE TABLE leavebook.event (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    uuid           uuid NOT NULL DEFAULT gen_random_uuid(),
    name           text NOT NULL,
    at             timestamptz NOT NULL,
    actor_id       bigint,       -- the person; for a machine, who made its credential
    credential_id  bigint,
    door           text NOT NULL,
    employee_id    bigint,
    request_id     bigint,
    comment        text CHECK (length(comment) <= 2000),
    details        jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, actor_id) REFERENCES leavebook.user_account (company_id, id),
    FOREIGN KEY (company_id, credential_id) REFERENCES leavebook.credential (company_id, id),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    FOREIGN KEY (company_id, request_id) REFERENCES leavebook.leave_request (company_id, id)
);
CREATE INDEX event_by_request ON leavebook.event (company_id, request_id, id) WHERE request_id IS NOT NULL;
ALTER TABLE leavebook.event ADD UNIQUE (company_id, uuid);
CREATE INDEX event_newest ON leavebook.event (company_id, id DESC);

-- What somebody should know; one for each event and person, however often the event is heard.
CREATE TABLE leavebook.notification (
    company_id  bigint NOT NULL REFERENCES leavebook.company,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    user_id     bigint NOT NULL,
    event_id    bigint NOT NULL,
    made_at     timestamptz NOT NULL,
    read_at     timestamptz,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, user_id, event_id),
    FOREIGN KEY (company_id, user_id) REFERENCES leavebook.user_account (company_id, id),
    FOREIGN KEY (company_id, event_id) REFERENCES leavebook.event (company_id, id)
);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall(walled::regclass)
       FROM unnest(ARRAY[
    'leavebook.adjustment', 'leavebook.ledger_entry', 'leavebook.ledger_account', 'leavebook.balance', 'leavebook.event',
    'leavebook.notification'
  ]) AS walled;
END
$$;
