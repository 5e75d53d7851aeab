"""Who is written to about leave, in which words, and who is not."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest

from leavebook import subscribers
from leavebook.clock import Clock
from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.requests.discretion import Visibility
from leavebook.mailing import Mailroom
from leavebook.services.books.batches import Tally
from leavebook.services.leave import decisions
from leavebook.services.leave.escalation import bring_up
from leavebook.services.leave.requests import LeaveAsked, submit
from leavebook.services.outside.remote_faults import Temporary
from leavebook.services.telling import letters
from tests.cast import NOW, Cast
from tests.letters.conftest import ADDRESS, Mailbox, html_of, text_of
from tests.web import discreet

CLOCK = Clock.starting_at(NOW)


def ask(cast: Cast, who: str, *, code: str = "AL", reason: str | None = None) -> int:
    with cast.acting(who) as tx:
        return submit(
            tx,
            LeaveAsked(
                employee_id=cast.members[who].employee_id,
                leave_type_id=cast.leave_types[code],
                spans=(whole_days(date(2026, 5, 4), date(2026, 5, 8)),),
                reason=reason,
            ),
        ).id


def hear(cast: Cast) -> None:
    """Have everything heard that happened, by a worker with a mail server."""
    with cast.acting() as tx:
        events = [row.uuid for row in tx.rows("SELECT uuid FROM event ORDER BY id")]
    for event in events:
        subscribers.hear(
            cast.database, CLOCK, cast.company_id, UUID(str(event)), writes_letters=True
        )


def jobs(cast: Cast) -> list[int]:
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'send_letter'"
            " AND (args ->> 'company_id')::bigint = %(company)s ORDER BY id",
            company=cast.company_id,
        )
    return [int(row.args["notification_id"]) for row in rows]


def deliver(cast: Cast, room: Mailroom) -> None:
    hear(cast)
    for notification_id in jobs(cast):
        room.tell_of_leave(cast.company_id, notification_id)


def test_whoever_decides_is_written_to_when_leave_is_asked_for(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    request = ask(cast, "bea", reason="The sea")

    deliver(cast, room)

    (letter,) = mailbox.letters
    assert letter["To"].addresses[0].addr_spec == cast.mo.email
    assert letter["Subject"] == "Bea asks for leave: 4–8 May 2026"
    assert "4–8 May 2026: Annual Leave" in text_of(letter).splitlines()
    assert f"{ADDRESS}/requests/{request}" in text_of(letter)
    assert f'href="{ADDRESS}/requests/{request}"' in html_of(letter)
    assert "The sea" not in str(letter)


def ask_to_cancel(cast: Cast) -> int:
    """Have Bea, whose leave Mo had approved, ask to take it back."""
    request = ask(cast, "bea")
    with cast.acting() as tx:
        tx.run(
            "UPDATE leave_type"
            " SET rules = jsonb_set(rules, '{approval,cancel_needs_approval}', 'true')"
        )
    with cast.acting("mo") as tx:
        decisions.approve(tx, request)
    with cast.acting("bea") as tx:
        assert decisions.cancel(tx, request).state is State.CANCEL_REQUESTED
    return request


def test_whoever_decides_is_written_to_when_leave_is_asked_to_be_cancelled(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    ask_to_cancel(cast)

    deliver(cast, room)

    (letter,) = mailbox.to(cast.mo.email)
    assert letter["Subject"] == "Bea asks to cancel leave: 4–8 May 2026"
    assert "Bea asks to cancel leave, and you can decide." in text_of(letter)


# Two working days after 1 April come after Easter; after three it comes to Mo's own manager.
@pytest.mark.parametrize(("days", "who"), [(6, "mo"), (7, "ada")])
def test_a_cancellation_that_waits_is_brought_up_by_letter_too(
    cast: Cast, mailbox: Mailbox, room: Mailroom, *, days: int, who: str
) -> None:
    ask_to_cancel(cast)
    deliver(cast, room)
    mailbox.letters.clear()
    bring_up(partial(cast.acting, None, now=NOW + timedelta(days=days)), Tally())

    deliver(cast, room)

    (letter,) = mailbox.letters
    assert letter["To"].addresses[0].addr_spec == cast.members[who].email
    assert letter["Subject"].startswith("Bea asks to cancel leave")


def test_the_person_is_written_to_when_it_is_decided(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    request = ask(cast, "bea")
    with cast.acting("mo") as tx:
        decisions.reject(tx, request, reason="The fair")

    deliver(cast, room)

    (letter,) = mailbox.letters  # nothing waits for Mo any more
    assert letter["To"].addresses[0].addr_spec == cast.bea.email
    assert letter["Subject"] == "Your leave is rejected: 4–8 May 2026"
    assert "Decided by Mo." in text_of(letter)
    assert "The fair" not in str(letter)


def test_no_letter_goes_out_twice_however_often_the_job_runs(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    ask(cast, "bea")

    deliver(cast, room)
    deliver(cast, room)

    assert len(mailbox.letters) == 1


def test_a_letter_that_did_not_leave_goes_out_under_the_same_number(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    ask(cast, "bea")
    hear(cast)
    (notification,) = jobs(cast)
    mailbox.answer = "451 later"
    with pytest.raises(Temporary):
        room.tell_of_leave(cast.company_id, notification)
    mailbox.answer = "250 OK"

    room.tell_of_leave(cast.company_id, notification)

    assert len({letter["Message-ID"] for letter in mailbox.letters}) == 1


def test_a_sensitive_kind_of_leave_is_just_leave(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    ask(cast, "bea", code="SL", reason="A broken leg")

    deliver(cast, room)

    (letter,) = mailbox.letters
    assert "Bea asks for leave" in letter["Subject"]
    for secret in ("Sick", "SL", "broken"):
        assert secret not in text_of(letter) + html_of(letter)


@pytest.mark.parametrize("visibility", Visibility)
def test_a_kind_of_leave_that_is_hrs_alone_is_just_leave(
    cast: Cast, mailbox: Mailbox, room: Mailroom, visibility: Visibility
) -> None:
    discreet.say(cast, visibility)
    request = ask(cast, "bea")
    with cast.acting("mo") as tx:
        decisions.approve(tx, request)
    ask(cast, "kim")

    deliver(cast, room)

    said = {str(letter["To"]): text_of(letter) for letter in mailbox.letters}
    assert len(said) == 2
    is_said = visibility is not Visibility.OFFICE
    assert ["Annual Leave" in each for each in said.values()] == [is_said, is_said]


def test_whoever_wants_no_letters_gets_none(cast: Cast, mailbox: Mailbox, room: Mailroom) -> None:
    with cast.acting("mo") as tx:
        letters.choose_letters(tx, wants=False)
    ask(cast, "bea")

    deliver(cast, room)

    assert mailbox.letters == []
    with cast.acting() as tx:
        assert tx.value("SELECT count(*) FROM notification") == 1


def test_wanting_no_more_counts_for_letters_on_their_way(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    ask(cast, "bea")
    hear(cast)
    (notification,) = jobs(cast)
    with cast.acting("mo") as tx:
        letters.choose_letters(tx, wants=False)

    room.tell_of_leave(cast.company_id, notification)

    assert mailbox.letters == []


def test_everybody_is_written_to_in_their_own_language(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    with cast.acting("mo") as tx:
        letters.choose_language(tx, "de")
    ask(cast, "bea")

    deliver(cast, room)

    (letter,) = mailbox.letters
    assert letter["Subject"] == "Bea beantragt Urlaub: 4.–8. Mai 2026"
    assert letter["Content-Language"] == "de"
    assert "Ansehen und entscheiden" in text_of(letter)


def test_without_a_mail_server_nobody_is_written_to(cast: Cast) -> None:
    ask(cast, "bea")
    with cast.acting() as tx:
        events = [row.uuid for row in tx.rows("SELECT uuid FROM event ORDER BY id")]
    for event in events:
        subscribers.hear(cast.database, CLOCK, cast.company_id, UUID(str(event)))

    assert jobs(cast) == []


def test_names_stay_names_in_letters(cast: Cast, mailbox: Mailbox, room: Mailroom) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET full_name = '<script>alert(1)</script> & Co' WHERE id = %(id)s",
            id=cast.bea.employee_id,
        )
    ask(cast, "bea")

    deliver(cast, room)

    (letter,) = mailbox.letters
    assert "<script>" not in html_of(letter)
    assert "&amp; Co" in html_of(letter)


def test_whoever_it_comes_to_for_waiting_too_long_is_written_to(
    cast: Cast, mailbox: Mailbox, room: Mailroom
) -> None:
    request = ask(cast, "bea")
    with cast.acting() as tx:
        tx.run(
            "UPDATE user_account SET wants_letters = false WHERE id = %(mo)s", mo=cast.mo.user_id
        )
    # Mo's own manager is Ada: nobody is the deputy, so it comes to her after three working days.
    bring_up(partial(cast.acting, None, now=NOW + timedelta(days=7)), Tally())

    deliver(cast, room)

    (letter,) = mailbox.letters
    assert letter["To"].addresses[0].addr_spec == cast.ada.email
    assert f"{ADDRESS}/requests/{request}" in text_of(letter)
