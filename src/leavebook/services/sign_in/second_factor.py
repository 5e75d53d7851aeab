"""A second factor beside the password: set up by the person, reset by an administrator."""

from dataclasses import dataclass, field
from datetime import datetime

import structlog

from leavebook.domain.limits import invalid
from leavebook.domain.people.permissions import may_administer
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.outside.sealing import BadKey, CannotOpen, Keyring, Resealed, Sealed
from leavebook.services.people import people as staff
from leavebook.services.sign_in import app_codes
from leavebook.services.sign_in.passwords import fits
from leavebook.storage import events
from leavebook.storage.people import accounts
from leavebook.storage.sign_in import credentials, second_factors
from leavebook.storage.sign_in.credentials import CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.sign_in.second_factors import SecondFactor
from leavebook.storage.transaction import Transaction

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether the actor has a second factor, since when, and what is left of the backup codes."""

    since: datetime | None
    codes_left: int


@dataclass(frozen=True, slots=True)
class Setup:
    """What an app needs to know: a secret to type, or its address to read from a picture."""

    secret: str = field(repr=False)
    address: str = field(repr=False)


def standing(tx: Transaction) -> Standing:
    """Return how the actor's second factor stands."""
    user_id = _oneself(tx)
    found = second_factors.find(tx, user_id)
    return Standing(
        since=None if found is None else found.confirmed_at,
        codes_left=second_factors.codes_left(tx, user_id),
    )


def begin(tx: Transaction, keyring: Keyring) -> None:
    """Make a secret for the actor's app; nothing changes for logins before it is confirmed."""
    user_id = _oneself(tx)
    sealed = keyring.seal(app_codes.new_secret().encode(), belongs_to=_belongs_to(tx, user_id))
    second_factors.begin(tx, user_id, secret=sealed.box, key_id=sealed.key_id)


def setup(tx: Transaction, keyring: Keyring) -> Setup | None:
    """Return what the actor's app needs while a secret is not confirmed; None afterwards.

    None as well for a secret that does not open any more: the person begins anew.
    """
    user_id = _oneself(tx)
    found = second_factors.find(tx, user_id)
    login = accounts.find(tx, user_id)
    if found is None or login is None or found.confirmed_at is not None:
        return None
    secret = _opened(tx, keyring, found)
    if secret is None:
        return None
    return Setup(secret, app_codes.address_of(secret, name=login.email))


def confirm(tx: Transaction, keyring: Keyring, code: str) -> tuple[str, ...]:
    """Ask for a code at every login from now on, and return the backup codes, shown this once.

    Raises Refused for a code that is not the app's.
    """
    user_id = _oneself(tx)
    found = second_factors.find(tx, user_id)
    if found is None or found.confirmed_at is not None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "second factor"}))
    if not _is_of_the_app(tx, keyring, found, code):
        raise wrong_code()
    events.record(tx, "second_factor.on", employee_id=tx.actor.employee_id)
    return _fresh_codes(tx, user_id)


def new_codes(tx: Transaction, password: str) -> tuple[str, ...]:
    """Return new backup codes for who knows the password; the old ones are worth nothing."""
    user_id = _knowing(tx, password)
    if not is_on(tx, user_id):
        raise Refused(Problem(Code.NOT_FOUND, {"what": "second factor"}))
    events.record(tx, "second_factor.new_codes", employee_id=tx.actor.employee_id)
    return _fresh_codes(tx, user_id)


def switch_off(tx: Transaction, password: str) -> None:
    """Let the password alone be enough again, for who knows it."""
    user_id = _knowing(tx, password)
    if second_factors.remove(tx, user_id):
        events.record(tx, "second_factor.off", employee_id=tx.actor.employee_id)


def reset(tx: Transaction, employee_id: int) -> None:
    """Take the second factor of somebody else away, who has lost app and codes.

    For administrators; whoever was halfway through a login begins anew.
    """
    if not may_administer(tx.actor) or tx.actor.is_machine:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "reset a second factor"}))
    person = staff.find(tx, employee_id)
    if person.user_id is None or person.user_id == tx.actor.user_id:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "reset one's own second factor"}))
    if second_factors.remove(tx, person.user_id):
        credentials.revoke_all(tx, person.user_id, kinds=(CredentialKind.SECOND_STEP,))
        events.record(tx, "second_factor.reset", employee_id=person.id)


def is_on(tx: Transaction, user_id: int) -> bool:
    """Return whether the login asks for a code beside the password."""
    found = second_factors.find(tx, user_id)
    return found is not None and found.confirmed_at is not None


def passes(tx: Transaction, keyring: Keyring, user_id: int, code: str) -> bool:
    """Return whether this is a code of the app or a backup code, which is then used up.

    Backup codes count even where the secret of the app cannot be opened.
    """
    found = second_factors.find(tx, user_id)
    if found is None or found.confirmed_at is None:
        return False
    if _is_of_the_app(tx, keyring, found, code):
        return True
    return second_factors.use_code(tx, user_id, digest_of(app_codes.plain(code)))


def seal_anew(tx: Transaction, keyring: Keyring) -> Resealed:
    """Seal every secret of the company with the newest key that another key opens.

    One that no key opens stays as it is: its person has backup codes, and an administrator who
    takes it away.
    """
    newest = keyring.newest()
    old = [each for each in second_factors.all_of_company(tx) if each.secret_key_id != newest]
    closed = [each for each in old if not _seal_one(tx, keyring, each)]
    named = tuple(f"the second factor of login {each.user_id}" for each in closed)
    return Resealed(len(old) - len(closed), named)


def wrong_code() -> Refused:
    """Return the refusal of a code, which does not say what is wrong with it."""
    return invalid("code", "not_the_code")


def _is_of_the_app(tx: Transaction, keyring: Keyring, found: SecondFactor, code: str) -> bool:
    secret = _opened(tx, keyring, found)
    step = None if secret is None else app_codes.step_of(secret, code, now=tx.now)
    return step is not None and second_factors.use_step(tx, found.user_id, step)


def _seal_one(tx: Transaction, keyring: Keyring, found: SecondFactor) -> bool:
    """Seal the secret with the newest key; return False when it cannot be opened."""
    secret = _opened(tx, keyring, found)
    if secret is None:
        return False
    sealed = keyring.seal(secret.encode(), belongs_to=_belongs_to(tx, found.user_id))
    second_factors.seal(
        tx, found.user_id, before=found.secret, secret=sealed.box, key_id=sealed.key_id
    )
    return True


def _fresh_codes(tx: Transaction, user_id: int) -> tuple[str, ...]:
    codes = app_codes.new_backup_codes()
    second_factors.replace_codes(tx, user_id, [digest_of(app_codes.plain(code)) for code in codes])
    return codes


def _opened(tx: Transaction, keyring: Keyring, found: SecondFactor) -> str | None:
    """Return the secret, or None when it cannot be opened, which operators read in the log."""
    sealed = Sealed(found.secret_key_id, found.secret)
    try:
        return keyring.open(sealed, belongs_to=_belongs_to(tx, found.user_id)).decode()
    except (CannotOpen, BadKey) as fault:
        _log.warning("a second factor cannot be opened", user_id=found.user_id, why=str(fault))
        return None


def _belongs_to(tx: Transaction, user_id: int) -> str:
    return f"{tx.company.uuid}/second-factor/{user_id}"


def _oneself(tx: Transaction) -> int:
    if tx.actor.is_machine or tx.actor.user_id is None:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "use a second factor"}))
    return tx.actor.user_id


def _knowing(tx: Transaction, password: str) -> int:
    user_id = _oneself(tx)
    if not fits(password, accounts.password_hash(tx, user_id)):
        raise invalid("password", "unknown")
    return user_id
