-- How long data of people who have left is kept, what keeps it longer, and what is emptied then.

SET lock_timeout = '2s';

ALTER TABLE leavebook.employee ADD COLUMN anonymised_at timestamptz;
ALTER TABLE leavebook.event ADD COLUMN redacted_at timestamptz;  -- its words or its actor were emptied then

-- What must not be emptied, although it is due: somebody's data, or everything of the company.
CREATE TABLE leavebook.legal_hold (
    company_id   bigint NOT NULL REFERENCES leavebook.company,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    employee_id  bigint,  -- NULL: the whole company
    reason       text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    placed_at    timestamptz NOT NULL,
    placed_by    bigint,  -- NULL: an operator's command
    lifted_at    timestamptz,
    lifted_by    bigint,
    PRIMARY KEY (company_id, id),
    CHECK (lifted_at >= placed_at),
    FOREIGN KEY (company_id, employee_id) REFERENCES leavebook.employee (company_id, id),
    FOREIGN KEY (company_id, placed_by) REFERENCES leavebook.user_account (company_id, id),
    FOREIGN KEY (company_id, lifted_by) REFERENCES leavebook.user_account (company_id, id)
);
CREATE UNIQUE INDEX legal_hold_standing
    ON leavebook.legal_hold (company_id, employee_id) NULLS NOT DISTINCT WHERE lifted_at IS NULL;

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall('leavebook.legal_hold');
END
$$;

GRANT SELECT, INSERT, UPDATE ON leavebook.legal_hold TO leavebook_app;

-- The words about somebody, without looking at everybody else's. No version without it was ever
-- released, so there is next to nothing in the table wherever this runs.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX event_words_by_person
    ON leavebook.event (company_id, employee_id) WHERE comment IS NOT NULL;

-- The server may not touch what only grows. These two functions, which run as its owner, empty
-- words and names there and nothing else: no day, no amount, no row goes. Both are behind the
-- wall like everything else, and both look at the holds themselves.

CREATE FUNCTION leavebook.redact_person(person bigint, moment timestamptz) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog
    AS $$
DECLARE
    company bigint := leavebook.current_company();
BEGIN
    PERFORM FROM leavebook.employee AS e
      WHERE e.company_id = company AND e.id = person AND e.anonymised_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM leavebook.legal_hold AS h
                         WHERE h.company_id = company AND h.lifted_at IS NULL
                           AND (h.employee_id IS NULL OR h.employee_id = person));
    IF NOT FOUND THEN
        RAISE EXCEPTION 'only what is kept of somebody anonymised and under no hold is redacted';
    END IF;

    UPDATE leavebook.event AS v SET comment = NULL, redacted_at = moment
     WHERE v.company_id = company AND v.employee_id = person AND v.comment IS NOT NULL;
    UPDATE leavebook.event AS v SET comment = NULL, redacted_at = moment
     WHERE v.company_id = company AND v.comment IS NOT NULL
       AND v.request_id IN (SELECT r.id FROM leavebook.leave_request AS r
                             WHERE r.company_id = company AND r.employee_id = person);
    UPDATE leavebook.adjustment AS a SET reason = 'removed'
     WHERE a.company_id = company AND a.employee_id = person AND a.reason <> 'removed';
    UPDATE leavebook.ledger_entry AS l
       SET explanation = jsonb_set(l.explanation, '{inputs}', (
               SELECT jsonb_agg(CASE WHEN given ->> 0 = 'reason' THEN '["reason", "removed"]'
                                     ELSE given END ORDER BY place)
                 FROM jsonb_array_elements(l.explanation -> 'inputs')
                      WITH ORDINALITY AS each (given, place)))
     WHERE l.company_id = company AND l.employee_id = person
       AND EXISTS (SELECT FROM jsonb_array_elements(l.explanation -> 'inputs') AS given
                    WHERE given ->> 0 = 'reason');
END
$$;

-- The entries of the log from before a moment that still say who did it, or in which words. What
-- tells the story of a request or of a balance is part of that person's data and stays as long as
-- they do; so does everything about, or by, somebody under a hold.
CREATE FUNCTION leavebook.log_before(moment timestamptz) RETURNS SETOF bigint
    LANGUAGE sql STABLE
    SET search_path = pg_catalog
    AS $$
        SELECT v.id
          FROM leavebook.event AS v
         WHERE v.company_id = leavebook.current_company() AND v.at < moment
           AND v.request_id IS NULL AND v.name NOT IN ('balance.adjusted', 'entitlement.set')
           AND (v.actor_id IS NOT NULL OR v.credential_id IS NOT NULL OR v.comment IS NOT NULL)
           AND NOT EXISTS (
               SELECT FROM leavebook.legal_hold AS h
                 JOIN leavebook.employee AS e
                   ON e.company_id = h.company_id AND e.id = h.employee_id
                WHERE h.company_id = v.company_id AND h.lifted_at IS NULL
                  AND (v.employee_id = e.id OR v.actor_id = e.user_id))
         ORDER BY v.id
    $$;

CREATE FUNCTION leavebook.redact_log(before timestamptz, moment timestamptz, at_most integer)
    RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog
    AS $$
DECLARE
    company bigint := leavebook.current_company();
    emptied integer;
BEGIN
    PERFORM FROM leavebook.legal_hold AS h
      WHERE h.company_id = company AND h.lifted_at IS NULL AND h.employee_id IS NULL;
    IF FOUND THEN
        RAISE EXCEPTION 'nothing of a company under a hold is redacted';
    END IF;

    UPDATE leavebook.event AS v
       SET actor_id = NULL, credential_id = NULL, comment = NULL, redacted_at = moment
     WHERE v.company_id = company
       AND v.id IN (SELECT id FROM leavebook.log_before(before) AS id LIMIT at_most);
    GET DIAGNOSTICS emptied = ROW_COUNT;
    RETURN emptied;
END
$$;

REVOKE ALL ON FUNCTION
    leavebook.redact_person(bigint, timestamptz),
    leavebook.redact_log(timestamptz, timestamptz, integer), leavebook.log_before(timestamptz)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    leavebook.redact_person(bigint, timestamptz),
    leavebook.redact_log(timestamptz, timestamptz, integer), leavebook.log_before(timestamptz)
    TO leavebook_app;
