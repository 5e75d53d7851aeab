-- Links in letters with which whoever is asked decides on one request, once and without signing in.

SET lock_timeout = '2s';

CREATE TABLE leavebook.decision_link (
    company_id       bigint NOT NULL REFERENCES leavebook.company,
    id               bigint GENERATED ALWAYS AS IDENTITY,
    request_id       bigint NOT NULL,
    request_version  bigint NOT NULL,  -- a request that has changed since is another question
    user_id          bigint NOT NULL,  -- who was written to, and decides with it
    digest           bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
    issued_at        timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    used_at          timestamptz,
    used_for         text CHECK (used_for IN ('approve', 'reject', 'approve_cancellation', 'decline_cancellation')),
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, request_id) REFERENCES leavebook.leave_request (company_id, id),
    FOREIGN KEY (company_id, user_id) REFERENCES leavebook.user_account (company_id, id),
    CHECK ((used_at IS NULL) = (used_for IS NULL))
);
CREATE INDEX decision_link_by_expiry ON leavebook.decision_link (company_id, expires_at);

DO $$
BEGIN
    PERFORM leavebook.put_behind_the_wall('leavebook.decision_link');
END
$$;

GRANT SELECT, INSERT, UPDATE, DELETE ON leavebook.decision_link TO leavebook_app;

-- The narrow door: whose letter a secret is from, before the company is known. Enters the company
-- for this transaction; whether the link still counts is for the caller to judge.
CREATE POLICY narrow_door ON leavebook.decision_link FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION leavebook.enter_with_decision_link(secret_digest bytea)
    RETURNS TABLE (
        company_id bigint, company_uuid uuid, codename text, timezone text, approval_policy text,
        credential_id bigint, kind text, scopes text[], user_id bigint, user_uuid uuid, role text,
        access_level text, user_active boolean, employee_id bigint, left_on date
    )
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog
    AS $$
BEGIN
    RETURN QUERY
        SELECT k.company_id, co.uuid, co.codename, co.timezone, co.approval_policy,
               NULL::bigint, 'decision_link', ARRAY['leave'], u.id, u.uuid, u.role,
               u.access_level, u.active, e.id, e.left_on
          FROM leavebook.decision_link AS k
          JOIN leavebook.company AS co ON co.company_id = k.company_id
          JOIN leavebook.user_account AS u ON u.company_id = k.company_id AND u.id = k.user_id
          LEFT JOIN leavebook.employee AS e ON e.company_id = u.company_id AND e.user_id = u.id
         WHERE k.digest = secret_digest;
    PERFORM pg_catalog.set_config('leavebook.company', k.company_id::text, true)
       FROM leavebook.decision_link AS k
      WHERE k.digest = secret_digest;
END
$$;

REVOKE ALL ON FUNCTION leavebook.enter_with_decision_link(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION leavebook.enter_with_decision_link(bytea) TO leavebook_app;
