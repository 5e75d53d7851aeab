"""Work that the worker gave up is seen where the systems outside are looked after."""

from collections.abc import Callable

import httpx2

from tests.cast import Cast
from tests.services.outside.test_given_up_work import give_up
from tests.services.outside.test_hearing import approved

Web = Callable[..., httpx2.Client]


def test_what_was_given_up_is_said_and_tried_again_with_a_button(cast: Cast, web: Web) -> None:
    ada, mo = web(cast, "ada"), web(cast, "mo")
    before = ada.get("/settings/integrations").text
    approved(cast)
    give_up(cast)

    said = ada.get("/settings/integrations").text
    forbidden = mo.post("/settings/given-up/retry", data={})
    tried = ada.post("/settings/given-up/retry", data={})
    after = ada.get("/settings/integrations").text

    assert "given up" not in before
    # Two sign-ins, the connection, the request and its approval.
    assert "5 pieces of work were given up after many tries" in said
    assert forbidden.status_code == httpx2.codes.FORBIDDEN
    assert tried.status_code == httpx2.codes.SEE_OTHER
    assert "given up" not in after
