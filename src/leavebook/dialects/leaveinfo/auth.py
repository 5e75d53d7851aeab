"""How this API is entered: a key in the Authorization header, alone or after a word for it."""

from typing import Final

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.credentials import secret_in_header
from leavebook.http.door import Transaction

CHALLENGE: Final = "ApiKey"
"""What a refused call is told to come with."""

SECURITY: Final = {
    "type": "apiKey",
    "in": "header",
    "name": "Authorization",
    "description": "The key itself, or `ApiKey` and the key. Company keys act for everybody.",
}

secret_in = secret_in_header(schemes=("ApiKey", "Bearer", "Token"), bare=True)


def assert_may_write(tx: Transaction, employee_id: int) -> None:
    """Raise Refused unless the key is good for this person's leave.

    In this API a user's key writes the user's own leave and nobody else's, whatever the user
    may do elsewhere; the organisation's key writes everybody's.
    """
    if not tx.actor.is_machine and tx.actor.employee_id != employee_id:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "write leave of others"}))
