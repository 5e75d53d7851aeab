"""Deciding with the link in a letter: once, on what the letter said, and never by looking."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import httpx2
import pytest

from leavebook.domain.approval.states import Chain, State
from leavebook.mailing import Mailroom
from leavebook.services.books.batches import Tally
from leavebook.services.company.company_switches import Switch, turn
from leavebook.services.leave.escalation import bring_up
from leavebook.services.outside.remote_faults import Temporary
from leavebook.services.telling import decision_links, letters
from leavebook.services.telling.decision_links import LinkOver, Over, Verdict
from leavebook.storage.database import Database
from tests.cast import NOW, Cast, found_company
from tests.conftest import Cluster
from tests.integrations.dumps import dump_of
from tests.letters.conftest import ADDRESS, Mailbox, html_of, text_of
from tests.letters.linked import LINK, asked, last_event, path_in, state_of
from tests.letters.test_about_leave import ask, ask_to_cancel, deliver, hear, jobs
from tests.services.sign_in.test_second_factor import set_up

Web = Callable[..., httpx2.Client]


def test_the_letter_has_a_link_beside_the_address_of_the_request(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    request, path = asked(cast, mailbox, room)

    (letter,) = mailbox.letters
    for written in (text_of(letter), html_of(letter)):
        assert f"{ADDRESS}{path}" in written
        assert f"{ADDRESS}/requests/{request}" in written
        assert "Approve or reject without signing in" in written


def test_the_letter_says_so_in_the_language_of_its_reader(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    with cast.acting("mo") as tx:
        letters.choose_language(tx, "de")

    asked(cast, mailbox, room)

    (letter,) = mailbox.letters
    assert "Ohne Anmelden genehmigen oder ablehnen:" in text_of(letter).splitlines()
    assert "Bitte geben Sie ihn nicht weiter." in html_of(letter)


def test_one_tap_approves_in_the_name_of_whom_the_letter_was_for(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    request, path = asked(cast, mailbox, room)

    done = web().post(path, data={"verdict": "approve"})
    receipt = web().get(done.headers["location"])

    assert (done.status_code, done.headers["location"]) == (303, path)
    assert "You have approved it." in receipt.text
    assert last_event(cast, request) == ("approved", cast.mo.user_id, "letter", None)


def test_leave_is_rejected_with_a_reason_and_not_without(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    request, path = asked(cast, mailbox, room)

    without = web().post(path, data={"verdict": "reject", "reason": "  "})
    with_one = web().post(path, data={"verdict": "reject", "reason": "The fair"})

    assert without.status_code == 422
    assert with_one.status_code == 303
    assert last_event(cast, request) == ("rejected", cast.mo.user_id, "letter", "The fair")


@pytest.mark.parametrize(
    ("form", "then", "event"),
    [
        ({"verdict": "approve"}, State.CANCELLED, "cancelled"),
        ({"verdict": "reject", "reason": "The fair"}, State.APPROVED, "cancel_declined"),
    ],
)
def test_whether_leave_is_cancelled_is_decided_in_the_same_way(
    cast: Cast,
    web: Web,
    mailbox: Mailbox,
    room: Mailroom,
    *,
    form: dict[str, str],
    then: State,
    event: str,
) -> None:
    request = ask_to_cancel(cast)
    deliver(cast, room)
    path = path_in(mailbox.to(cast.mo.email)[-1])

    page = web().get(path)
    done = web().post(path, data=form)

    assert "Bea asks to cancel leave" in page.text
    assert done.status_code == 303
    assert state_of(cast, request) is then
    assert last_event(cast, request)[:3] == (event, cast.mo.user_id, "letter")


def test_looking_decides_nothing_and_leaves_no_trace(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom, cluster: Cluster
) -> None:
    _, path = asked(cast, mailbox, room)
    before = dump_of(cluster, cast.company_id)

    for way in ("", "?verdict=approve", "?verdict=reject&reason=no"):
        for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE"):
            assert web().request(method, path + way).status_code < 500

    assert dump_of(cluster, cast.company_id) == before


def test_a_form_that_says_nothing_decides_nothing(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    request, path = asked(cast, mailbox, room)

    for form in ({}, {"verdict": ""}, {"verdict": "approve_cancellation"}, {"verdict": "APPROVE"}):
        assert web().post(path, data=form).status_code == 200

    assert state_of(cast, request) is State.PENDING


def test_ten_taps_at_once_decide_once(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    request, path = asked(cast, mailbox, room)
    forms = [{"verdict": "approve"}, {"verdict": "reject", "reason": "No."}] * 5

    with ThreadPoolExecutor(10) as crowd:
        answers = list(crowd.map(lambda form: web().post(path, data=form), forms))

    assert sorted(answer.status_code for answer in answers) == [303, *[410] * 9]
    with cast.acting() as tx:
        decided = tx.value(
            "SELECT count(*) FROM event WHERE request_id = %(id)s"
            " AND name IN ('approved', 'rejected')",
            id=request,
        )
    assert decided == 1


def test_a_refused_decision_does_not_use_the_link_up(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    request, path = asked(cast, mailbox, room)
    boss = "UPDATE employee SET manager_id = %(boss)s WHERE id = %(bea)s"
    with cast.acting() as tx:
        tx.run(boss, boss=cast.ada.employee_id, bea=cast.bea.employee_id)
    refused = web().post(path, data={"verdict": "approve"})
    with cast.acting() as tx:
        tx.run(boss, boss=cast.mo.employee_id, bea=cast.bea.employee_id)

    now = web().post(path, data={"verdict": "approve"})

    assert (refused.status_code, now.status_code) == (410, 303)
    assert "Others decide now" in refused.text
    assert state_of(cast, request) is State.APPROVED


def test_a_link_is_good_for_seven_days(cast: Cast, mailbox: Mailbox, room: Mailroom) -> None:
    request, path = asked(cast, mailbox, room)
    secret = path.removeprefix("/decide/")

    def decide(after: timedelta) -> None:
        verdict = Verdict.APPROVE
        decision_links.decide(cast.database, secret, verdict, reason="", now=NOW + after)

    with pytest.raises(LinkOver) as late:
        decide(timedelta(days=7, minutes=1))
    decide(timedelta(days=7) - timedelta(minutes=1))

    assert late.value.why is Over.EXPIRED
    assert state_of(cast, request) is State.APPROVED


def test_each_letter_of_each_reader_has_its_own_secret(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    _, first = asked(cast, mailbox, room)
    ask(cast, "kim")
    deliver(cast, room)

    assert first != path_in(mailbox.to(cast.mo.email)[-1])


def test_a_letter_that_did_not_leave_and_its_repetition_both_count(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    ask(cast, "bea")
    hear(cast)
    (notification,) = jobs(cast)
    mailbox.answer = "451 later"  # said although it may have been kept
    with pytest.raises(Temporary):
        room.tell_of_leave(cast.company_id, notification)
    mailbox.answer = "250 OK"
    room.tell_of_leave(cast.company_id, notification)
    path = path_in(mailbox.letters[-1])

    done = web().post(path, data={"verdict": "approve"})

    with cast.acting() as tx:
        used = tx.rows("SELECT used_at IS NOT NULL AS used FROM decision_link ORDER BY id")
    assert done.status_code == 303
    assert [row.used for row in used] == [False, True]


def test_a_company_can_do_without_such_links(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    request, path = asked(cast, mailbox, room)
    with cast.acting("ada") as tx:
        turn(tx, {Switch.DECIDE_BY_LETTER: False})

    before = web().post(path, data={"verdict": "approve"})
    ask(cast, "kim")
    deliver(cast, room)

    assert before.status_code == 410
    assert "Please sign in to decide" in before.text
    assert state_of(cast, request) is State.PENDING
    assert not LINK.search(text_of(mailbox.letters[-1]))


def test_whoever_has_a_second_factor_signs_in_to_decide(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    request, path = asked(cast, mailbox, room)
    set_up(cast, "mo")

    before = web().post(path, data={"verdict": "approve"})
    ask(cast, "kim")
    deliver(cast, room)

    assert before.status_code == 410
    assert state_of(cast, request) is State.PENDING
    assert not LINK.search(text_of(mailbox.letters[-1]))


def test_whoever_it_comes_to_for_waiting_too_long_decides_with_a_link_of_their_own(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    request, first = asked(cast, mailbox, room)
    bring_up(partial(cast.acting, None, now=NOW + timedelta(days=7)), Tally())
    deliver(cast, room)
    path = path_in(mailbox.to(cast.ada.email)[-1])

    page = web().get(path)
    done = web().post(path, data={"verdict": "approve"})

    assert "It has come to the next manager." in page.text
    assert done.status_code == 303
    assert last_event(cast, request)[:3] == ("approved", cast.ada.user_id, "letter")
    assert "It is decided already" in web().get(first).text


def test_a_first_approval_leaves_the_second_to_the_link_of_another(
    database: Database, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    cast = found_company(database, chain=Chain.TWO_STAGE)
    request, first = asked(cast, mailbox, room)
    halfway = web().post(first, data={"verdict": "approve"})
    stood_at = state_of(cast, request)
    deliver(cast, room)

    done = web().post(path_in(mailbox.to(cast.ada.email)[-1]), data={"verdict": "approve"})

    assert (halfway.status_code, stood_at) == (303, State.PENDING)
    assert (done.status_code, state_of(cast, request)) == (303, State.APPROVED)
