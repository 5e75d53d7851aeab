"""A second factor whose key is gone, as after a restore without it, keeps nobody out for good."""

import base64
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.services.outside.sealing import Keyring, Resealed
from leavebook.services.sign_in import second_factor
from leavebook.storage.sign_in import second_factors
from tests.cast import NOW, Cast
from tests.integrations.jobs import KEYS

OTHER_KEY = base64.b64encode(b"\1" * 32).decode()
NO_KEY = "not a key"

keys_that_open_nothing = pytest.mark.parametrize("given", [OTHER_KEY, NO_KEY])


def begun(cast: Cast, who: str = "bea") -> pyotp.TOTP:
    """Make a secret that is not confirmed yet, and return the app."""
    with cast.acting(who) as tx:
        second_factor.begin(tx, KEYS)
        setup = second_factor.setup(tx, KEYS)
    assert setup is not None
    return pyotp.TOTP(setup.secret)


def switched_on(cast: Cast, who: str = "bea") -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """Switch the second factor on, and return the app with the backup codes."""
    app = begun(cast, who)
    with cast.acting(who) as tx:
        return app, second_factor.confirm(tx, KEYS, app.at(NOW - timedelta(seconds=30)))


@keys_that_open_nothing
def test_a_backup_code_lets_in_where_the_apps_code_cannot(
    cast: Cast, tmp_path: Path, given: str
) -> None:
    app, codes = switched_on(cast)
    lost = Keyring(tmp_path / "nowhere", given=given)

    with cast.acting("bea") as tx:
        by_app = second_factor.passes(tx, lost, cast.bea.user_id, app.at(NOW))
        by_backup = second_factor.passes(tx, lost, cast.bea.user_id, codes[0])

    assert (by_app, by_backup) == (False, True)


@keys_that_open_nothing
def test_a_secret_that_was_only_begun_is_begun_anew(cast: Cast, tmp_path: Path, given: str) -> None:
    app = begun(cast)
    lost = Keyring(tmp_path / "nowhere", given=given)

    with cast.acting("bea") as tx:
        shown = second_factor.setup(tx, lost)
        with pytest.raises(Refused) as refusal:
            second_factor.confirm(tx, lost, app.at(NOW))

    assert shown is None
    assert [problem.code for problem in refusal.value.problems] == [Code.INVALID]


def test_keys_rotate_for_everybody_else(cast: Cast, tmp_path: Path) -> None:
    first, *others = sorted(cast.members, key=lambda who: cast.members[who].user_id)[:3]
    for who in (first, *others):
        switched_on(cast, who)
    _lose(cast, first)
    known = base64.b64encode(bytes(32)).decode()
    rotated = Keyring(tmp_path / "nowhere", given=f"{OTHER_KEY},{known}")

    with cast.acting() as tx:
        sealed = second_factor.seal_anew(tx, rotated)
        again = second_factor.seal_anew(tx, rotated)

    lost = (f"the second factor of login {cast.members[first].user_id}",)
    assert (sealed, again) == (Resealed(len(others), lost), Resealed(0, lost))


def _lose(cast: Cast, who: str) -> None:
    """Let the secret be sealed with a key that is gone."""
    gone = Keyring(Path("nowhere"), given=base64.b64encode(b"\2" * 32).decode())
    user_id = cast.members[who].user_id
    with cast.acting() as tx:
        found = second_factors.find(tx, user_id)
        assert found is not None
        sealed = gone.seal(b"whatever it was", belongs_to="somebody")
        second_factors.seal(
            tx, user_id, before=found.secret, secret=sealed.box, key_id=sealed.key_id
        )
