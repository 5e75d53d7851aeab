-- Who may touch what, and the few questions that may be asked before a company is known.

SET lock_timeout = '2s';

DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'leavebook_app') THEN
        CREATE ROLE leavebook_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
END
$$;

GRANT USAGE ON SCHEMA leavebook TO leavebook_app;
GRANT SELECT, INSERT, UPDATE ON
    leavebook.company, leavebook.site, leavebook.user_account, leavebook.department,
    leavebook.employee, leavebook.employment_terms, leavebook.squad, leavebook.squad_member,
    leavebook.credential, leavebook.credential_use, leavebook.leave_type,
    leavebook.policy_version, leavebook.policy_assignment, leavebook.holiday,
    leavebook.holiday_year, leavebook.leave_request, leavebook.leave_span,
    leavebook.leave_request_day, leavebook.ledger_account, leavebook.balance,
    leavebook.notification
    TO leavebook_app;
GRANT DELETE ON
    leavebook.employment_terms, leavebook.squad_member, leavebook.policy_assignment,
    leavebook.holiday, leavebook.leave_span, leavebook.leave_request_day, leavebook.balance
    TO leavebook_app;
-- Append-only: no UPDATE, no DELETE, no TRUNCATE, for nobody but a database administrator.
GRANT SELECT, INSERT ON leavebook.adjustment, leavebook.ledger_entry, leavebook.event TO leavebook_app;
GRANT USAGE ON SEQUENCE leavebook.company_company_id_seq TO leavebook_app;
GRANT SELECT ON leavebook.installation TO leavebook_app;
GRANT UPDATE (demo_loaded) ON leavebook.installation TO leavebook_app;

-- The narrow door. These functions run as the owner of the schema, who sees these three
-- tables whole; everything else is behind the wall for the owner as well.
CREATE POLICY narrow_door ON leavebook.credential FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY narrow_door ON leavebook.user_account FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY narrow_door ON leavebook.company FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY narrow_door ON leavebook.employee FOR SELECT TO CURRENT_USER USING (true);
CREATE POLICY narrow_door ON leavebook.credential_use FOR SELECT TO CURRENT_USER USING (true);

-- Finds a credential by the digest of its secret and enters its company for this transaction.
-- Whether it still counts (revoked, expired, its person gone) is for the caller to judge.
CREATE FUNCTION leavebook.enter_with_credential(secret_digest bytea)
    RETURNS TABLE (
        company_id bigint, company_uuid uuid, codename text, timezone text, approval_policy text,
        credential_id bigint, kind text, scopes text[], expires_at timestamptz, revoked_at timestamptz,
        last_used_at timestamptz, user_id bigint, user_uuid uuid, user_name text, role text,
        access_level text, user_active boolean, employee_id bigint, left_on date
    )
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog
    AS $$
BEGIN
    RETURN QUERY
        SELECT c.company_id, co.uuid, co.codename, co.timezone, co.approval_policy,
               c.id, c.kind, c.scopes, c.expires_at, c.revoked_at,
               use.last_used_at, u.id, u.uuid, u.name, u.role,
               u.access_level, u.active, e.id, e.left_on
          FROM leavebook.credential AS c
          JOIN leavebook.company AS co ON co.company_id = c.company_id
          JOIN leavebook.user_account AS u ON u.company_id = c.company_id AND u.id = c.user_id
          LEFT JOIN leavebook.employee AS e ON e.company_id = u.company_id AND e.user_id = u.id
          LEFT JOIN leavebook.credential_use AS use
                 ON use.company_id = c.company_id AND use.credential_id = c.id
         WHERE c.digest = secret_digest;
    PERFORM pg_catalog.set_config('leavebook.company', c.company_id::text, true)
       FROM leavebook.credential AS c
      WHERE c.digest = secret_digest;
END
$$;

-- The accounts an e-mail address may log in to, everywhere or in one company.
CREATE FUNCTION leavebook.accounts_with_email(wanted_key text, wanted_codename text)
    RETURNS TABLE (company_id bigint, codename text, user_id bigint, password_hash text, active boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog
    AS $$
        SELECT u.company_id, co.codename, u.id, u.password_hash, u.active
          FROM leavebook.user_account AS u
          JOIN leavebook.company AS co ON co.company_id = u.company_id
         WHERE u.email_key = wanted_key
           AND (wanted_codename IS NULL OR co.codename = wanted_codename)
         ORDER BY u.company_id
         LIMIT 20
    $$;

CREATE FUNCTION leavebook.company_with_codename(wanted text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog
    AS $$ SELECT company_id FROM leavebook.company WHERE codename = wanted $$;

-- For the worker, which visits every company in turn.
CREATE FUNCTION leavebook.all_companies() RETURNS TABLE (company_id bigint, codename text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog
    AS $$ SELECT company_id, codename FROM leavebook.company ORDER BY company_id $$;

REVOKE ALL ON FUNCTION
    leavebook.enter_with_credential(bytea), leavebook.accounts_with_email(text, text),
    leavebook.company_with_codename(text), leavebook.all_companies(),
    leavebook.put_behind_the_wall(regclass)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    leavebook.enter_with_credential(bytea), leavebook.accounts_with_email(text, text),
    leavebook.company_with_codename(text), leavebook.all_companies()
    TO leavebook_app;
