-- How often somebody may try to log in, and how many requests there are.

SET lock_timeout = '2s';

-- The gate stands before every company: it keeps digests and moments, nothing about people.
CREATE SCHEMA IF NOT EXISTS gate;

-- One row for each account, each address and each pair of them that was tried lately. `free_at` is the moment from which all tries are free again: each failed one
-- moves it ahead, time brings it back, and a row of the past means nothing any more.
CREATE TABLE gate.login_tries (
    key      bytea PRIMARY KEY CHECK (length(key) = 32),
    free_at  timestamptz NOT NULL
);
CREATE INDEX login_tries_by_time ON gate.login_tries (free_at);

-- From where an account was logged in to lately: tries made elsewhere do not count there.
CREATE TABLE gate.known_places (
    key    bytea PRIMARY KEY CHECK (length(key) = 32),
    until  timestamptz NOT NULL
);

GRANT USAGE ON SCHEMA gate TO leavebook_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON gate.login_tries, gate.known_places TO leavebook_app;

-- How many requests there are, so that a list can say "of 30" without counting a million. Every
-- change appends its difference, so writers never wait for each other; the sum is the truth,
-- and now and then the rows are folded into one for each kind.
CREATE TABLE leavebook.leave_tally (
    company_id     bigint NOT NULL REFERENCES leavebook.company,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    leave_type_id  bigint NOT NULL,
    year           integer NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    state          text NOT NULL,
    hidden         boolean NOT NULL,
    requests       bigint NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, leave_type_id) REFERENCES leavebook.leave_type (company_id, id)
);
DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall('leavebook.leave_tally');
END
$$;
-- UPDATE only to skip, while folding, what another call is folding.
GRANT SELECT, INSERT, UPDATE, DELETE ON leavebook.leave_tally TO leavebook_app;

CREATE FUNCTION leavebook.fold_leave_tally() RETURNS void
    LANGUAGE sql
    SET search_path = pg_catalog
    AS $$
        WITH free AS (
            SELECT company_id, id FROM leavebook.leave_tally FOR UPDATE SKIP LOCKED
        ), taken AS (
            DELETE FROM leavebook.leave_tally AS t USING free
             WHERE t.company_id = free.company_id AND t.id = free.id
            RETURNING t.company_id, t.leave_type_id, t.year, t.state, t.hidden, t.requests
        )
        INSERT INTO leavebook.leave_tally (company_id, leave_type_id, year, state, hidden, requests)
        SELECT company_id, leave_type_id, year, state, hidden, sum(requests)
          FROM taken
         GROUP BY company_id, leave_type_id, year, state, hidden
        HAVING sum(requests) <> 0
    $$;

CREATE FUNCTION leavebook.tally_asked() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
    AS $$
BEGIN
    INSERT INTO leavebook.leave_tally (company_id, leave_type_id, year, state, hidden, requests)
    SELECT company_id, leave_type_id, extract(year FROM first_day)::integer, state, hidden, count(*)
      FROM new_rows
     GROUP BY 1, 2, 3, 4, 5;
    IF random() < 0.02 THEN
        PERFORM leavebook.fold_leave_tally();
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION leavebook.tally_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
    AS $$
BEGIN
    INSERT INTO leavebook.leave_tally (company_id, leave_type_id, year, state, hidden, requests)
    SELECT company_id, leave_type_id, extract(year FROM first_day)::integer, state, hidden, sum(one)
      FROM (SELECT company_id, leave_type_id, first_day, state, hidden, -1 AS one FROM old_rows
             UNION ALL
            SELECT company_id, leave_type_id, first_day, state, hidden, 1 FROM new_rows) AS moved
     GROUP BY 1, 2, 3, 4, 5
    HAVING sum(one) <> 0;
    IF random() < 0.02 THEN
        PERFORM leavebook.fold_leave_tally();
    END IF;
    RETURN NULL;
END
$$;

-- Triggers, although nothing else here works behind one's back: requests also arrive by bulk
-- copy, and a count that one way of writing forgets is worse than none.
CREATE TRIGGER tally_asked AFTER INSERT ON leavebook.leave_request
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION leavebook.tally_asked();
CREATE TRIGGER tally_changed AFTER UPDATE ON leavebook.leave_request
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION leavebook.tally_changed();

-- The newest requests of each of a few people, without looking at anybody else's. No version
-- without it was ever released, so the table is empty wherever this runs.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX leave_request_newest_by_employee
    ON leavebook.leave_request (company_id, employee_id, asked_at DESC, id DESC)
    INCLUDE (state, leave_type_id, first_day);
