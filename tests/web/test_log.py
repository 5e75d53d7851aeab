"""The log of the company says what happened as it was."""

from collections.abc import Callable

import httpx2

from tests.cast import Cast
from tests.web.conftest import give_password

Web = Callable[..., httpx2.Client]


def test_signing_in_and_out_is_no_token_in_the_log(cast: Cast, web: Web) -> None:
    password = give_password(cast, "bea")
    bea = web()
    known = {"email": cast.bea.email, "password": password}
    assert bea.post("/login", data=known).status_code == 303
    assert bea.post("/logout").status_code == 303

    log = web(cast, "ada").get("/settings/audit").text

    assert "signed in" in log
    assert "a token" not in log.partition("signed in")[0]
