"""Every column that could hold words, names or secrets of somebody says what becomes of it."""

import psycopg

from tests.conftest import Cluster

# Texts, documents and bytes that may be anything; those that may be one of a few words are none.
FREE_TEXTS = """
SELECT c.relname || '.' || a.attname
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
  JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type AS t ON t.oid = a.atttypid
 WHERE n.nspname = 'leavebook' AND c.relkind = 'r'
   AND t.typname IN ('text', 'jsonb', 'bytea', '_text', 'json')
   AND EXISTS (SELECT 1 FROM pg_constraint AS k
                WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid = ANY (ARRAY[
                      'leavebook.employee', 'leavebook.user_account', 'leavebook.leave_request',
                      'leavebook.credential', 'leavebook.event']::regclass[]))
   AND NOT EXISTS (SELECT 1 FROM pg_constraint AS k
                    WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
                      AND pg_get_constraintdef(k.oid) LIKE '%ANY (ARRAY[%')
"""

EMPTIED = {
    "adjustment.reason",
    "credential.name",
    "decision_link.digest",
    "employee.employee_number",
    "employee.full_name",
    "event.comment",
    "integration_consent.secrets",
    "integration_link.error",
    "integration_link.external_id",
    "integration_link.follow_up",
    "integration_link.own_calendar",
    "leave_document.content",
    "leave_document.name",
    "leave_request.document_url",
    "leave_request.external_ref",
    "leave_request.reason",
    "leave_request.rejection_reason",
    "ledger_entry.explanation",
    "legal_hold.reason",
    "own_entitlement.reason",
    "passkey.key_id",
    "passkey.public_key",
    "provider_cache.body",
    "second_factor.secret",
    "user_account.email",
    "user_account.email_key",
    "user_account.language",
    "user_account.name",
    "user_account.password_hash",
    "user_account.picture",
    "user_external_id.external_id",
}
"""What anonymising empties, of the person and of what is theirs."""

GONE_BEFORE = {
    "idempotency_key.body",
    "idempotency_key.fingerprint",
    "idempotency_key.headers",
    "idempotency_key.key",
    "idempotency_key.media_type",
    "idempotency_key.route",
    "people_import.content",
}
"""What is kept for a day or until it is done."""

SAYS_NOTHING_OF_ANYBODY = {
    "backup_code.digest",
    "blackout.exempt_roles",
    "blackout.name",
    "credential.digest",
    "credential.last_four",
    "credential.scopes",
    "department.name",
    "employment_terms.weeks",
    "event.details",  # ids, days, amounts and what things are called
    "event.door",
    "event.name",
    "integration_connection.secrets",  # the company's own
    "integration_connection.secrets_key_id",
    "integration_connection.settings",
    "integration_connection.trouble",
    "integration_consent.secrets_key_id",
    "integration_link.place",  # a calendar or a channel of the company
    "integration_link.says",  # ids, days and amounts
    "leave_document.content_key_id",
    "leave_document.name_key_id",
    "leave_request.door",
    "leave_request.spans",
    "leave_request_day.excluded",
    "ledger_account.due_because",
    "ledger_entry.bucket",
    "ledger_entry.cause",
    "ledger_entry.corrects",
    "ledger_entry.kind",
    "ledger_entry.source",
    "policy_assignment.policy",
    "policy_version.policy",
    "policy_version.terms",
    "provider_cache.provider",
    "provider_cache.seen",
    "second_factor.secret_key_id",
    "shift.title",
    "shift_template.name",
    "shutdown.name",
    "tool_permission.tool",
    "user_external_id.provider",
}


def test_every_column_says_whether_anonymising_empties_it(cluster: Cluster) -> None:
    with psycopg.connect(cluster.admin_url) as catalogue:
        found = {row[0] for row in catalogue.execute(FREE_TEXTS)}

    known = EMPTIED | GONE_BEFORE | SAYS_NOTHING_OF_ANYBODY
    # Whoever adds a column says here what becomes of it, and empties it in
    # storage/people/anonymising.py.
    assert found - known == set()
