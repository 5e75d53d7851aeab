"""The logins of a company, for operators: finding them, and getting people in again."""

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.people.email_addresses import read_email
from leavebook.services.sign_in.passwords import hashed, new_password
from leavebook.storage import events
from leavebook.storage.people import accounts, people
from leavebook.storage.sign_in import credentials, second_factors
from leavebook.storage.transaction import Transaction


def user_with_email(tx: Transaction, email: str) -> int:
    """Return the id of the login with this e-mail address; raises Refused when there is none."""
    key = read_email(email).key
    found = people.user_id_of(tx, key)
    if found is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "email"}))
    return found


def set_password(tx: Transaction, email: str, password: str) -> None:
    """Give the login another password; every session and token of the person ends.

    Raises Refused for a password that is too short or too long, and when nobody has the
    e-mail address.
    """
    user_id = user_with_email(tx, email)
    accounts.set_password(tx, user_id, hashed(new_password(password)))
    credentials.revoke_all_of(tx, user_id)
    events.record(tx, "password.set", user_id=user_id)


def reset_second_factor(tx: Transaction, email: str) -> bool:
    """Take the second factor of the login away; return whether there was one.

    Raises Refused when nobody has the e-mail address.
    """
    user_id = user_with_email(tx, email)
    was_on = second_factors.remove(tx, user_id)
    if was_on:
        events.record(tx, "second_factor.reset", user_id=user_id)
    return was_on
