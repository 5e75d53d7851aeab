"""What is an e-mail address, and the one normal form by which accounts are told apart."""

import unicodedata
from dataclasses import dataclass

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from leavebook.domain.limits import invalid

_LONGEST = 320


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An e-mail address as it was given, and its normal form."""

    given: str
    key: str


def read_email(given: str, *, field: str = "email") -> EmailAddress:
    """Return the address with its normal form; raises Refused naming the field for anything else.

    Nothing is looked up in a network. The domain of tests (`.test`) counts as one, since the
    published examples live there; quoted local parts and bare host names do not.
    """
    if len(given) > _LONGEST:
        raise invalid(field, "too_long", at_most=_LONGEST)
    try:
        valid = validate_email(given, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise invalid(field, "not_an_email") from error
    if "." not in valid.domain:
        raise invalid(field, "not_an_email")
    return EmailAddress(given, _key(valid))


def _key(valid: ValidatedEmail) -> str:
    """Compose, fold case, compose again: the Kelvin sign and k, ß and ss are the same then.

    A domain counts by its ASCII form, in which both spellings of an international one agree.
    """
    folded = unicodedata.normalize("NFC", valid.local_part).casefold()
    domain = (valid.ascii_domain or valid.domain).casefold()
    return f"{unicodedata.normalize('NFC', folded)}@{domain}"
