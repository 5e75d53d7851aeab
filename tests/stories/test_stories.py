"""One story told through every door leaves the same books, and every door shows the same."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import httpx2
import pytest

from leavebook.domain.approval.states import Chain
from leavebook.storage.database import Database
from tests.cast import Cast, found_company
from tests.stories.pages import Pages
from tests.stories.plot import PLOTS, Fact, Plot, Storyteller, Verb, told
from tests.stories.tellers import OVER_HTTP, Leaveinfo, Workforceos, tellers

TOLD = [
    pytest.param(plot, door.name, id=f"{door.name}: {plot.says}")
    for plot in PLOTS
    for door in OVER_HTTP
    if plot.verbs <= door.verbs
]


def company_of(database: Database, plot: Plot) -> Cast:
    chain = Chain.TWO_STAGE if plot.two_stages else Chain.SINGLE
    return found_company(database, chain=chain)


def teller(cast: Cast, api: httpx2.Client, name: str) -> Storyteller:
    return next(each for each in tellers(cast, api) if each.name == name)


@pytest.mark.parametrize(("plot", "door"), TOLD)
def test_a_story_leaves_the_same_behind_whichever_door_tells_it(
    database: Database, api: httpx2.Client, plot: Plot, door: str
) -> None:
    here, there = company_of(database, plot), company_of(database, plot)

    through_services = told(here, plot.tell(teller(here, api, "services")))
    through_door = told(there, plot.tell(teller(there, api, door)))

    assert through_door == through_services


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.says)
def test_every_door_shows_what_was_told_elsewhere(
    database: Database, api: httpx2.Client, plot: Plot
) -> None:
    cast = company_of(database, plot)
    services, *doors = tellers(cast, api)
    request = plot.tell(services)
    truth = services.sees("bea", request)
    assert truth is not None
    assert truth.status == plot.ends
    stands, is_deleted = truth.status in {"pending", "approved"}, Verb.DELETE in plot.verbs

    # What the pages show is read with a browser, in tests/web.
    for door in (each for each in doors if not isinstance(each, Pages)):
        for who in ("bea", "mo", "ada"):
            seen = door.sees(who, request)

            wanted: Fact | None = truth
            if isinstance(door, Leaveinfo):
                wanted = replace(truth, status=None) if stands else None
            elif isinstance(door, Workforceos) and is_deleted:
                wanted = None
            assert seen == wanted, f"{door.name} shows {who} {seen}"


def test_the_main_story_in_figures(cast: Cast, api: httpx2.Client) -> None:
    """Three working days are reserved, used and given back."""
    plot = PLOTS[0]

    left = told(cast, plot.tell(teller(cast, api, "geniushr")))

    used = [amount for code, kind, _, _, amount, _ in left["ledger"] if kind == "use"]
    last = [row[4:] for row in left["balances"] if row[:2] == ("AL", date(2026, 1, 1))]
    assert used == [Decimal(-1)] * 3
    assert last == [(Decimal(0), Decimal(0))]
    assert left["events"] == [("submitted",), ("approved",), ("cancelled",)]
