-- Files of people that are taken by the worker, so that whoever brought one can see how far it is.

SET lock_timeout = '2s';

-- The file lies here only until it is taken or given up. `done` of `steps` is written from beside
-- the transaction that takes the people, which nobody sees before all of them are there.
CREATE TABLE leavebook.people_import (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    asked_at     timestamptz NOT NULL,
    asked_by     bigint NOT NULL,
    people       integer NOT NULL CHECK (people > 0),
    content      bytea,
    state        text NOT NULL DEFAULT 'waiting'
                 CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    done         integer NOT NULL DEFAULT 0,
    steps        integer NOT NULL DEFAULT 0,
    finished_at  timestamptz,
    taken_on     integer,
    changed      integer,
    why          text CHECK (why IN ('stands_against', 'not_allowed', 'broke', 'too_late')),
    PRIMARY KEY (company_id, id),
    CHECK (done BETWEEN 0 AND steps),
    CHECK ((content IS NULL) = (state IN ('done', 'failed'))),
    CHECK ((finished_at IS NOT NULL) = (state IN ('done', 'failed'))),
    CHECK (num_nonnulls(taken_on, changed) = CASE WHEN state = 'done' THEN 2 ELSE 0 END),
    CHECK ((why IS NOT NULL) = (state = 'failed')),
    FOREIGN KEY (company_id, asked_by) REFERENCES leavebook.user_account (company_id, id)
);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall('leavebook.people_import');
END
$$;

GRANT SELECT, INSERT, UPDATE ON leavebook.people_import TO leavebook_app;
