"""Letters with a link that decides, and what stands behind it."""

import re
from email.message import EmailMessage

from leavebook.domain.approval.states import State
from leavebook.mailing import Mailroom
from tests.cast import Cast
from tests.letters.conftest import ADDRESS, Mailbox, text_of
from tests.letters.test_about_leave import ask, deliver

LINK = re.compile(re.escape(ADDRESS) + r"(/decide/[0-9a-f]{64})")


def path_in(letter: EmailMessage) -> str:
    """Return the path of the link that decides."""
    found = LINK.search(text_of(letter))
    assert found is not None
    return found[1]


def asked(cast: Cast, mailbox: Mailbox, room: Mailroom, *, code: str = "AL") -> tuple[int, str]:
    """Have Bea ask, and return her request and the path in Mo's letter."""
    request = ask(cast, "bea", code=code, reason="The sea")
    deliver(cast, room)
    return request, path_in(mailbox.to(cast.mo.email)[-1])


def state_of(cast: Cast, request: int) -> State:
    """Return where the request stands."""
    with cast.acting() as tx:
        return State(tx.value("SELECT state FROM leave_request WHERE id = %(id)s", id=request))


def last_event(cast: Cast, request: int) -> tuple[str, int | None, str, str | None]:
    """Return what happened to it last, who did it, through which door and with which words."""
    with cast.acting() as tx:
        row = tx.row(
            "SELECT name, actor_id, door, comment FROM event WHERE request_id = %(id)s"
            " ORDER BY id DESC LIMIT 1",
            id=request,
        )
    assert row is not None
    return row.name, row.actor_id, row.door, row.comment
