"""Letters about leave that is to take the place of other leave."""

from collections.abc import Callable
from datetime import date

import httpx2
import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.mailing import Mailroom
from leavebook.services.leave import amendments, decisions
from tests.cast import Cast
from tests.letters.conftest import Mailbox, text_of
from tests.letters.linked import path_in
from tests.letters.test_about_leave import ask, deliver
from tests.services.changing import leave

MORE = whole_days(date(2026, 5, 4), date(2026, 5, 12))


def asked_to_change(cast: Cast) -> int:
    """Have Bea, whose leave from 4 to 8 May Mo had approved, ask for two days more."""
    request = ask(cast, "bea")
    with cast.acting("mo") as tx:
        decisions.approve(tx, request)
    with cast.acting("bea") as tx:
        return amendments.amend(tx, request, leave(cast, MORE)).id


def test_whoever_decides_reads_what_becomes_what(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    asked_to_change(cast)

    deliver(cast, room)

    (letter,) = mailbox.to(cast.mo.email)
    assert letter["Subject"] == "Bea asks to change leave: 4–8 May 2026 to 4–12 May 2026"
    assert "Bea asks for other leave in place of 4–8 May 2026, and you can decide." in text_of(
        letter
    )


def test_the_page_behind_the_link_says_it_too(
    cast: Cast, web: Callable[..., httpx2.Client], mailbox: Mailbox, room: Mailroom
) -> None:
    asked_to_change(cast)
    deliver(cast, room)

    page = web().get(path_in(mailbox.to(cast.mo.email)[-1])).text

    assert "<dt>In place of</dt><dd>4–8 May 2026 · 5 days</dd>" in page


@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        ("approve", "It takes the place of your leave 4–8 May 2026."),
        ("reject", "Your leave 4–8 May 2026 stays as it is."),
    ],
)
def test_whoever_asked_reads_what_becomes_of_the_old_leave(
    cast: Cast, mailbox: Mailbox, room: Mailroom, verdict: str, says: str
) -> None:
    new = asked_to_change(cast)
    deliver(cast, room)
    mailbox.letters.clear()

    with cast.acting("mo") as tx:
        if verdict == "approve":
            decisions.approve(tx, new)
        else:
            decisions.reject(tx, new, reason="Too many are away.")
    deliver(cast, room)

    (letter,) = mailbox.to(cast.bea.email)
    assert "4–12 May 2026" in letter["Subject"]
    assert says in text_of(letter)
