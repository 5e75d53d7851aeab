import pytest

from leavebook.domain.problems import Code, Refused
from leavebook.services.sign_in import logins
from leavebook.services.sign_in.passwords import fits
from tests.cast import Cast

LONG_ENOUGH = "correct horse battery"


def test_a_new_password_fits_and_ends_what_stood_for_the_person(cast: Cast) -> None:
    with cast.acting() as tx:
        logins.set_password(tx, cast.bea.email, LONG_ENOUGH)

    with cast.acting() as tx:
        kept = tx.value(
            "SELECT password_hash FROM user_account WHERE id = %(id)s", id=cast.bea.user_id
        )
        live = tx.value(
            "SELECT count(*) FROM credential WHERE user_id = %(id)s AND revoked_at IS NULL",
            id=cast.bea.user_id,
        )
    assert fits(LONG_ENOUGH, kept)
    assert live == 0


@pytest.mark.parametrize("password", ["", "short", "x" * 257])
def test_a_password_that_is_too_short_or_too_long_changes_nothing(
    cast: Cast, password: str
) -> None:
    with pytest.raises(Refused) as refused, cast.acting() as tx:
        logins.set_password(tx, cast.bea.email, password)

    with cast.acting() as tx:
        kept = tx.value(
            "SELECT password_hash FROM user_account WHERE id = %(id)s", id=cast.bea.user_id
        )
    assert [problem.code for problem in refused.value.problems] == [Code.INVALID]
    assert kept is None


def test_nobody_with_the_address_is_a_clear_answer(cast: Cast) -> None:
    with pytest.raises(Refused) as refused, cast.acting() as tx:
        logins.set_password(tx, "nobody@example.com", LONG_ENOUGH)

    assert [problem.code for problem in refused.value.problems] == [Code.UNKNOWN_REFERENCE]
