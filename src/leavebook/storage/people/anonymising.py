"""Empties what names or describes somebody; days, amounts and rows stay."""

from leavebook.storage.transaction import Transaction

_PERSON = """
UPDATE employee
   SET full_name = %(name)s, employee_number = 'former-' || id, gender = NULL, manager_id = NULL,
       anonymised_at = %(now)s
 WHERE id = %(employee_id)s
"""

_LOGIN = """
UPDATE user_account
   SET name = %(name)s, email = %(email)s, email_key = %(email)s, active = false,
       password_hash = NULL, picture = NULL, language = NULL, wants_letters = false,
       last_login_at = NULL
 WHERE id = %(user_id)s
"""

# A session is called after its browser, a token after whatever its owner liked.
_CREDENTIALS = """
UPDATE credential
   SET name = 'removed', revoked_at = coalesce(revoked_at, %(now)s)
 WHERE user_id = %(user_id)s AND kind NOT IN ('company_token', 'organisation_key')
"""

_PASSKEYS = """
DELETE FROM passkey
 WHERE credential_id IN (SELECT id FROM credential WHERE user_id = %(user_id)s)
"""

_ANSWERS = """
DELETE FROM idempotency_key
 WHERE credential_id IN (SELECT id FROM credential WHERE user_id = %(user_id)s)
"""

_REQUESTS = """
UPDATE leave_request
   SET reason = NULL, rejection_reason = NULL, document_url = NULL, external_ref = NULL
 WHERE employee_id = %(employee_id)s
   AND num_nonnulls(reason, rejection_reason, document_url, external_ref) > 0
"""

_DOCUMENTS = """
UPDATE leave_document
   SET name = NULL, name_key_id = NULL, content = NULL, content_key_id = NULL,
       removed_at = %(now)s
 WHERE removed_at IS NULL
   AND request_id IN (SELECT id FROM leave_request WHERE employee_id = %(employee_id)s)
"""

# As if every system outside held what it should: nobody calls any of them about it again.
_SETTLE = """
UPDATE integration_link
   SET external_id = NULL, own_calendar = NULL, observed = intended, error_kind = NULL,
       error = NULL, follow_up = NULL, attempts = 0, next_try_at = NULL,
       failing_since = NULL, lease_until = NULL, fence = fence + 1, changed_at = %(now)s
"""
_LINKS = f"""
{_SETTLE}
 WHERE request_id IN (SELECT id FROM leave_request WHERE employee_id = %(employee_id)s)
"""  # noqa: S608  constant text
# What somebody was asked about others' leave lies where only they read: the place says who it was.
_QUESTIONS = f"{_SETTLE} WHERE recipient_id = %(user_id)s"

_OF_PERSON = (
    _REQUESTS,
    _DOCUMENTS,
    _LINKS,
    "UPDATE own_entitlement SET reason = 'removed' WHERE employee_id = %(employee_id)s",
    "UPDATE legal_hold SET reason = 'removed' WHERE employee_id = %(employee_id)s",
    "DELETE FROM squad_member WHERE employee_id = %(employee_id)s",
    "DELETE FROM provider_cache WHERE employee_id = %(employee_id)s",
    "SELECT redact_person(%(employee_id)s, %(now)s)",
)

_OF_LOGIN = (
    _CREDENTIALS,
    _PASSKEYS,
    _QUESTIONS,
    _ANSWERS,
    "DELETE FROM decision_link WHERE user_id = %(user_id)s",
    "DELETE FROM backup_code WHERE user_id = %(user_id)s",
    "DELETE FROM second_factor WHERE user_id = %(user_id)s",
    "DELETE FROM user_external_id WHERE user_id = %(user_id)s",
    "DELETE FROM integration_consent WHERE user_id = %(user_id)s",
)


def anonymise(tx: Transaction, employee_id: int, user_id: int | None) -> None:
    """Leave nothing that says who the employee was; the login, if there is one, is closed."""
    name = f"former employee #{employee_id}"
    tx.run(_PERSON, employee_id=employee_id, name=name, now=tx.now)
    for statement in _OF_PERSON:
        tx.run(statement, employee_id=employee_id, now=tx.now)
    if user_id is None:
        return
    # ".invalid" is nobody's, and never will be (RFC 2606).
    email = f"former-{user_id}@former-employee.invalid"
    tx.run(_LOGIN, user_id=user_id, name=name, email=email)
    for statement in _OF_LOGIN:
        tx.run(statement, user_id=user_id, now=tx.now)


def redact_log(tx: Transaction, *, months: int, at_most: int) -> int:
    """Empty who did what in so many of the log's entries as are older; return in how many."""
    emptied: int = tx.value(
        "SELECT redact_log(%(now)s - make_interval(months => %(months)s), %(now)s, %(at_most)s)",
        now=tx.now,
        months=months,
        at_most=at_most,
    )
    return emptied
