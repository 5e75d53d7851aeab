"""What whoever opens a link reads that counts no more, and that nobody learns more than that."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import httpx2
import psycopg
import pytest

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import whole_days
from leavebook.mailing import Mailroom
from leavebook.services.books import daily
from leavebook.services.leave import decisions
from leavebook.services.leave.requests import LeaveAsked, edit
from leavebook.services.telling import decision_links
from leavebook.services.telling.decision_links import NotAuthenticated
from tests.cast import NOW, Cast
from tests.conftest import Cluster
from tests.letters.conftest import Mailbox
from tests.letters.linked import asked, state_of
from tests.services.opened_books import opening

Web = Callable[..., httpx2.Client]
APPROVE = {"verdict": "approve"}
UNKNOWN = f"/decide/{'0' * 64}"


def approved_by_ada(cast: Cast, request: int) -> None:
    with cast.acting("ada") as tx:
        decisions.approve(tx, request)


def edited(cast: Cast, request: int) -> None:
    with cast.acting("bea") as tx:
        edit(
            tx,
            request,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 5, 11), date(2026, 5, 15)),),
            ),
        )


def withdrawn(cast: Cast, request: int) -> None:
    with cast.acting("bea") as tx:
        decisions.cancel(tx, request)


def deleted(cast: Cast, request: int) -> None:
    with cast.acting("bea") as tx:
        decisions.delete(tx, request)


def expired(cast: Cast, request: int) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE decision_link SET expires_at = %(now)s WHERE request_id = %(id)s",
            now=NOW - timedelta(seconds=1),
            id=request,
        )


def of_another_manager(cast: Cast, request: int) -> None:
    del request
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET manager_id = %(ada)s WHERE id = %(bea)s",
            ada=cast.ada.employee_id,
            bea=cast.bea.employee_id,
        )


def mo_has_left(cast: Cast, request: int) -> None:
    del request
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET left_on = '2026-03-31' WHERE id = %(mo)s", mo=cast.mo.employee_id
        )


def mo_is_shut_out(cast: Cast, request: int) -> None:
    del request
    with cast.acting() as tx:
        tx.run("UPDATE user_account SET active = false WHERE id = %(mo)s", mo=cast.mo.user_id)


@pytest.mark.parametrize(
    ("happens", "says", "sign_in_at"),
    [
        (approved_by_ada, "It is decided already", "/requests/"),
        (approved_by_ada, "<strong>Ada</strong> approved it", "/requests/"),
        (edited, "It has changed since", "/requests/"),
        (withdrawn, "It was taken back", "/requests/"),
        (deleted, "It was taken back", "/requests/"),
        (expired, "This link is too old", "/requests/"),
        (of_another_manager, "Others decide now", "/inbox"),
        (mo_has_left, "has no login here any more", "/inbox"),
        (mo_is_shut_out, "has no login here any more", "/inbox"),
    ],
)
def test_a_link_that_counts_no_more_says_why_and_offers_to_sign_in(
    cast: Cast,
    web: Web,
    mailbox: Mailbox,
    room: Mailroom,
    *,
    happens: Callable[[Cast, int], None],
    says: str,
    sign_in_at: str,
) -> None:
    request, path = asked(cast, mailbox, room)
    happens(cast, request)
    before = state_of(cast, request)

    looked, tapped = web().get(path), web().post(path, data=APPROVE)

    for answer in (looked, tapped):
        assert answer.status_code == 410
        assert says in answer.text
        assert f'href="{sign_in_at}' in answer.text
        assert "The sea" not in answer.text
        assert "<form" not in answer.text
    assert state_of(cast, request) is before


def test_a_used_link_says_what_was_decided_with_it(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    request, path = asked(cast, mailbox, room)
    web().post(path, data=APPROVE)

    again = web().post(path, data={"verdict": "reject", "reason": "On second thought"})

    assert again.status_code == 410
    assert "You have approved it." in again.text
    assert state_of(cast, request) is State.APPROVED


def test_what_nobody_was_sent_is_one_page_whatever_it_looks_like(cast: Cast, web: Web) -> None:
    del cast
    paths = [UNKNOWN, f"/decide/{'f' * 64}", "/decide/x", "/decide/%00", f"/decide/{'A' * 64}"]

    answers = [web().request(how, path) for path in paths for how in ("GET", "POST")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "This link leads nowhere" in answers[0].text
    assert answers[0].headers["referrer-policy"] == "no-referrer"


def test_a_session_of_another_company_is_not_looked_at(
    cast: Cast, strangers: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    request, path = asked(cast, mailbox, room)

    page = web(strangers, "ada").get(path)
    web(strangers, "ada").post(path, data=APPROVE)

    assert "You decide as Mo." in page.text
    assert "Ada" not in page.text
    assert state_of(cast, request) is State.APPROVED


@pytest.fixture
def patience(cluster: Cluster) -> Iterator[None]:
    """Give this machine its tries back, which other tests need as well."""
    yield
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        admin.execute("DELETE FROM gate.login_tries")


@pytest.mark.usefixtures("patience")
def test_whoever_guesses_has_to_wait_and_holds_nobody_else_up(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    request, path = asked(cast, mailbox, room)
    client = web()
    statuses = [client.get(UNKNOWN).status_code for _ in range(90)]

    done = client.post(path, data=APPROVE)

    assert (statuses[0], statuses[-1]) == (404, 429)
    assert done.status_code == 303
    assert state_of(cast, request) is State.APPROVED


def test_old_links_are_forgotten_a_month_after_they_ended(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    _, path = asked(cast, mailbox, room)
    secret = path.removeprefix("/decide/")

    def is_known(after: int) -> bool:
        daily.run(opening(cast, NOW + timedelta(days=after)))
        try:
            with decision_links.opened(cast.database, secret, now=NOW):
                return True
        except NotAuthenticated:
            return False

    assert [is_known(after) for after in (7, 36, 38)] == [True, True, False]
