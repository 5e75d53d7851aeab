"""What the database's own guards mean in the words of the rules.

The rules refuse first, with better words; these are the second wall, for what two calls
at the same moment could only find out together.
"""

from collections.abc import Mapping
from typing import Final

import psycopg

from leavebook.domain.problems import Code, Problem, Refused

_TAKEN: Mapping[str, str] = {
    "user_account_company_id_email_key_key": "email",
    "employee_company_id_employee_number_key": "employee_number",
    "employee_company_id_user_id_key": "email",
    "leave_request_by_external_ref": "external_ref",
    "company_codename_key": "codename",
    "credential_digest_key": "passkey",  # all other secrets are ours and random
    "site_company_id_name_key": "name",
    "department_company_id_name_key": "name",
    "leave_type_company_id_code_key": "code",
    "leave_type_company_id_name_key": "name",
    "staffing_rule_company_id_name_key": "name",
}

_OF_REQUESTS: Final = "leave_request_department"
"""The only reference to a department that has a name of its own."""


def refusal_behind(error: psycopg.Error) -> Refused | None:
    """Return the refusal that a violated guard stands for, or None when it is a fault of ours."""
    constraint = error.diag.constraint_name or ""
    if isinstance(error, psycopg.errors.ExclusionViolation):
        return Refused(Problem(Code.OVERLAPS))
    if constraint == "leave_request_one_change":
        return Refused(Problem(Code.CHANGE_WAITS))
    if isinstance(error, psycopg.errors.UniqueViolation) and constraint in _TAKEN:
        return Refused(Problem(Code.TAKEN, {"field": _TAKEN[constraint]}))
    if isinstance(error, psycopg.errors.ForeignKeyViolation) and _is_to_a_department(constraint):
        # Somebody removed it between the moment it was chosen and this one.
        return Refused(Problem(Code.STALE))
    return None


def _is_to_a_department(constraint: str) -> bool:
    return constraint == _OF_REQUESTS or constraint.endswith("_department_id_fkey")
