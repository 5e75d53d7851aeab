"""A second factor: codes of an app, backup codes, and how one gets rid of it."""

import base64
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.services.outside.sealing import Keyring
from leavebook.services.sign_in import app_codes, logins, second_factor, second_step
from leavebook.services.sign_in.credentials import CredentialKind
from leavebook.services.sign_in.second_step import NotAuthenticated
from leavebook.services.sign_in.sessions import LoggedIn, Wish, WrongLogin, log_in
from leavebook.storage.doors import entered_with
from leavebook.storage.people import accounts
from leavebook.storage.sign_in import second_factors
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.transaction import Transaction
from tests.cast import NOW, Cast
from tests.integrations.jobs import KEYS
from tests.services.logins import HASH, PASSWORD, attempt, enter

BROWSER = Wish(kind=CredentialKind.WEB_SESSION, name="Test", takes_second_step=True)

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # the ASCII text 12345678901234567890
# RFC 6238, appendix B, SHA-1: seconds since 1970 and the last six of its eight digits.
RFC_CODES = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.fixture
def bea(cast: Cast) -> Cast:
    """Give Bea a password."""
    with cast.acting() as tx:
        accounts.note_login(tx, cast.bea.user_id, password_hash=HASH)
    return cast


def set_up(cast: Cast, who: str = "bea") -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """Switch the second factor on, and return the app with the backup codes."""
    with cast.acting(who) as tx:
        second_factor.begin(tx, KEYS)
    with cast.acting(who) as tx:
        setup = second_factor.setup(tx, KEYS)
        assert setup is not None
        app = pyotp.TOTP(setup.secret)
        codes = second_factor.confirm(tx, KEYS, app.at(NOW - timedelta(seconds=30)))
    return app, codes


def halfway(cast: Cast) -> str:
    """Bring the right password, and return the secret of the second step."""
    entered = log_in(cast.database, attempt(cast, "a place"), now=NOW, door="web", wish=BROWSER)
    assert entered.is_halfway
    return entered.token


def finish(cast: Cast, secret: str, code: str, *, now: datetime = NOW) -> LoggedIn:
    return second_step.finish(
        cast.database, secret, code, now=now, door="web", keyring=KEYS, wish=BROWSER
    )


@pytest.mark.parametrize(("seconds", "code"), RFC_CODES)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    moment = datetime.fromtimestamp(seconds, NOW.tzinfo)

    assert app_codes.step_of(RFC_SECRET, code, now=moment) == seconds // 30


@pytest.mark.parametrize(("late", "counts"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_phone_may_be_half_a_minute_early_or_late(*, late: int, counts: bool) -> None:
    code = pyotp.TOTP(RFC_SECRET).at(NOW + timedelta(seconds=late))

    assert (app_codes.step_of(RFC_SECRET, code, now=NOW) is not None) == counts


def test_whoever_has_a_second_factor_needs_password_and_code(bea: Cast) -> None:
    app, _ = set_up(bea)

    entered = finish(bea, halfway(bea), app.at(NOW))

    assert not entered.is_halfway
    assert entered.login.id == bea.bea.user_id


def test_nothing_changes_before_the_code_was_typed_once(bea: Cast) -> None:
    with bea.acting("bea") as tx:
        second_factor.begin(tx, KEYS)

    entered = log_in(bea.database, attempt(bea, "a place"), now=NOW, door="web", wish=BROWSER)

    assert not entered.is_halfway


def test_a_wrong_first_code_switches_nothing_on(bea: Cast) -> None:
    with bea.acting("bea") as tx:
        second_factor.begin(tx, KEYS)
        with pytest.raises(Refused):
            second_factor.confirm(tx, KEYS, "000000")

    with bea.acting() as tx:
        assert not second_factor.is_on(tx, bea.bea.user_id)


def test_the_second_step_is_no_session_and_no_token(bea: Cast) -> None:
    set_up(bea)
    secret = halfway(bea)

    for door in ("web", "geniushr", "welcome", "reset"):
        with pytest.raises(NotAuthenticated), _entered(bea, secret, door):
            pass


def test_a_code_is_good_once(bea: Cast) -> None:
    app, _ = set_up(bea)
    code = app.at(NOW)
    finish(bea, halfway(bea), code)

    with pytest.raises(Refused) as refusal:
        finish(bea, halfway(bea), code)

    assert refusal.value.problems[0].facts["field"] == "code"


def test_the_code_that_switched_it_on_does_not_sign_in(bea: Cast) -> None:
    app, _ = set_up(bea)

    with pytest.raises(Refused):
        finish(bea, halfway(bea), app.at(NOW - timedelta(seconds=30)))


def test_the_second_step_is_taken_once_and_within_five_minutes(bea: Cast) -> None:
    app, codes = set_up(bea)
    secret, other = halfway(bea), halfway(bea)
    finish(bea, secret, app.at(NOW))

    with pytest.raises(NotAuthenticated):
        finish(bea, secret, codes[0])
    with pytest.raises(NotAuthenticated):
        finish(bea, other, codes[0], now=NOW + timedelta(minutes=5))


def test_a_backup_code_is_good_once_however_it_is_typed(bea: Cast) -> None:
    _, codes = set_up(bea)

    finish(bea, halfway(bea), codes[0].upper().replace("-", " "))
    with pytest.raises(Refused):
        finish(bea, halfway(bea), codes[0])

    with bea.acting("bea") as tx:
        assert second_factor.standing(tx).codes_left == 9


def test_nobody_guesses_codes_for_long(bea: Cast) -> None:
    app, _ = set_up(bea)
    secret = halfway(bea)
    for _ in range(6):
        with pytest.raises(Refused) as refusal:
            finish(bea, secret, "000000")
        assert refusal.value.problems[0].code is Code.INVALID

    with pytest.raises(Refused) as refusal:
        finish(bea, secret, app.at(NOW))

    assert refusal.value.problems[0].code is Code.TOO_MANY_CALLS


def test_where_nobody_can_ask_for_a_code_the_password_is_not_enough(bea: Cast) -> None:
    set_up(bea)

    with pytest.raises(WrongLogin):
        enter(bea, "a place")


def test_it_is_switched_off_and_codes_are_renewed_with_the_password_only(bea: Cast) -> None:
    _, codes = set_up(bea)
    with bea.acting("bea") as tx:
        for verb in (second_factor.switch_off, second_factor.new_codes):
            with pytest.raises(Refused):
                verb(tx, "not it at all")

        fresh = second_factor.new_codes(tx, PASSWORD)
    assert not set(fresh) & set(codes)
    with bea.acting("bea") as tx:
        second_factor.switch_off(tx, PASSWORD)

    with bea.acting("bea") as tx:
        assert second_factor.standing(tx).since is None


def test_an_administrator_takes_a_lost_one_away_and_that_is_on_record(bea: Cast) -> None:
    set_up(bea)

    with bea.acting("ada") as tx:
        second_factor.reset(tx, bea.bea.employee_id)

    assert not enter(bea, "a place").is_halfway
    with bea.acting() as tx:
        row = tx.row("SELECT actor_id, employee_id FROM event WHERE name = 'second_factor.reset'")
        assert row == (bea.ada.user_id, bea.bea.employee_id)


@pytest.mark.parametrize(("who", "whose"), [("mo", "bea"), ("bea", "bea"), ("ada", "ada")])
def test_nobody_else_resets_it_and_nobody_their_own(bea: Cast, who: str, whose: str) -> None:
    set_up(bea, whose)

    with bea.acting(who) as tx, pytest.raises(Refused) as refusal:
        second_factor.reset(tx, bea.members[whose].employee_id)

    assert refusal.value.problems[0].code is Code.FORBIDDEN


def test_an_operator_takes_it_away_when_no_administrator_can(bea: Cast) -> None:
    set_up(bea)

    with bea.acting() as tx:
        assert logins.reset_second_factor(tx, bea.bea.email)
        assert not logins.reset_second_factor(tx, bea.bea.email)

    assert not enter(bea, "a place").is_halfway


def test_keys_rotate_without_locking_anybody_out(bea: Cast, tmp_path: Path) -> None:
    app, _ = set_up(bea)
    keys = [base64.b64encode(bytes([number]) * 32).decode() for number in (0, 1)]
    rotated = Keyring(tmp_path / "nowhere", given=f"{keys[1]},{keys[0]}")

    with bea.acting() as tx:
        assert second_factor.seal_anew(tx, rotated).sealed == 1
        assert second_factor.seal_anew(tx, rotated).sealed == 0

    newest = Keyring(tmp_path / "nowhere", given=keys[1])
    entered = second_step.finish(
        bea.database,
        halfway(bea),
        app.at(NOW),
        now=NOW,
        door="web",
        keyring=newest,
        wish=BROWSER,
    )
    assert entered.login.id == bea.bea.user_id


def test_the_secret_is_kept_sealed_and_backup_codes_as_digests(bea: Cast) -> None:
    app, codes = set_up(bea)

    with bea.acting() as tx:
        kept = second_factors.find(tx, bea.bea.user_id)
        digests = [bytes(row[0]) for row in tx.rows("SELECT digest FROM backup_code ORDER BY 1")]

    assert kept is not None
    assert app.secret.encode() not in kept.secret
    assert not any(app_codes.plain(code).encode() in digest for code in codes for digest in digests)
    assert len(digests) == 10


def _entered(cast: Cast, secret: str, door: str) -> AbstractContextManager[Transaction]:
    return entered_with(cast.database, digest_of(secret), now=NOW, door=door, scope="leave")
