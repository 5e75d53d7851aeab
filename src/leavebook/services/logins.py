"""Finding the logins of a company."""

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.email_addresses import read_email
from leavebook.storage import people
from leavebook.storage.transaction import Transaction


def user_with_email(tx: Transaction, email: str) -> int:
    """Return the id of the login with this e-mail address; raises Refused when there is none."""
    key = read_email(email).key
    found = people.user_id_of(tx, key)
    if found is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "email"}))
    return found
