"""Who decides on a change of agreed leave, and what else hangs on it."""

from datetime import UTC, date, datetime

import pytest

from leavebook.domain.approval.states import Chain, State
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code, Refused
from leavebook.services.books import payroll
from leavebook.services.leave import amendments, decisions, illness, requests
from leavebook.services.leave.illness import Illness
from leavebook.storage.database import Database
from tests.cast import Cast, found_company
from tests.services.changing import (
    LATER,
    LONGER,
    SHORTER,
    WEEK,
    agreed,
    approved,
    asked_for,
    figures,
    held,
    history,
    is_proven,
    leave,
    refusal,
    state_of,
)
from tests.services.shutting import call_off, close, settle

IN_MARCH = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def trusting(database: Database) -> Cast:
    """A company in which nobody needs to agree to leave."""
    return found_company(database, chain=Chain.NONE)


def test_another_type_gives_the_days_back_to_the_old_one(cast: Cast) -> None:
    old = approved(cast)

    new = asked_for(cast, old, LONGER, "SL")
    waiting = figures(cast, "AL"), figures(cast, "SL")
    agreed(cast, new)

    assert waiting == ((5, 0, -5), (0, 7, -7))
    assert figures(cast, "AL") == (0, 0, 0)
    assert figures(cast, "SL") == (7, 0, -7)
    assert is_proven(cast)


def test_a_change_that_was_approved_can_be_changed_again(cast: Cast) -> None:
    first = approved(cast)
    second = agreed(cast, asked_for(cast, first, LONGER))

    third = asked_for(cast, second, SHORTER)
    waiting = figures(cast)
    agreed(cast, third)

    assert waiting == (7, 0, -7)
    assert [state_of(cast, each) for each in (first, second, third)] == [
        State.SUPERSEDED,
        State.SUPERSEDED,
        State.APPROVED,
    ]
    assert figures(cast) == (3, 0, -3)
    assert refusal(lambda: asked_for(cast, first, LATER)) == [Code.ILLEGAL_MOVE]
    assert is_proven(cast)


def test_a_change_that_no_longer_fits_is_refused_and_the_old_leave_stays(cast: Cast) -> None:
    # Five carried days pay for the week in March; they would lapse before June.
    march, june = whole_days(date(2026, 3, 9), date(2026, 3, 13)), LATER
    old = approved(cast, march, now=IN_MARCH)
    new = asked_for(cast, old, june, now=IN_MARCH)
    # All 21 days of the year itself are taken meanwhile.
    approved(cast, whole_days(date(2026, 8, 3), date(2026, 8, 31)), now=IN_MARCH)
    before = figures(cast)

    refused = refusal(lambda: agreed(cast, new, now=IN_MARCH))

    assert refused == [Code.NOT_ENOUGH_LEFT]
    assert (state_of(cast, old), state_of(cast, new)) == (State.APPROVED, State.PENDING)
    assert figures(cast) == before
    assert is_proven(cast)


def test_days_that_a_waiting_change_asks_for_are_nobody_elses(cast: Cast) -> None:
    asked_for(cast, approved(cast), LATER)

    with cast.acting("bea") as tx:
        assert refusal(lambda: requests.submit(tx, leave(cast, LATER))) == [Code.OVERLAPS]


def test_the_owner_edits_a_change_while_it_waits(cast: Cast) -> None:
    old = approved(cast)
    new = asked_for(cast, old, LONGER)

    with cast.acting("bea") as tx:
        requests.edit(tx, new.id, leave(cast, SHORTER))

    assert figures(cast) == (5, 0, -5)
    assert held(cast, new) == []
    agreed(cast, new)
    assert figures(cast) == (3, 0, -3)
    assert held(cast, new) == [("2026-04-20 00:00:00", "2026-04-23 00:00:00")]
    assert is_proven(cast)


def test_nobody_but_owner_and_line_changes_leave(cast: Cast) -> None:
    old = approved(cast)

    assert refusal(lambda: asked_for(cast, old, LONGER, who="kim")) == [Code.FORBIDDEN]
    assert asked_for(cast, old, LONGER, who="mo").state is State.PENDING


def test_nobody_decides_on_a_change_of_their_own_leave(cast: Cast) -> None:
    new = asked_for(cast, approved(cast), LONGER)

    assert refusal(lambda: agreed(cast, new, who="bea")) == [Code.OWN_REQUEST]


def test_leave_of_another_company_is_unknown(cast: Cast, database: Database) -> None:
    strangers = approved(found_company(database))

    with cast.acting("bea") as tx:
        assert refusal(lambda: amendments.amend(tx, strangers.id, leave(cast, LONGER))) == [
            Code.NOT_FOUND
        ]


def test_pending_leave_is_edited_and_never_replaced(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        waiting = requests.submit(tx, leave(cast, WEEK))

    assert refusal(lambda: asked_for(cast, waiting, LONGER)) == [Code.ILLEGAL_MOVE]


def test_where_nobody_needs_to_agree_the_change_holds_at_once(trusting: Cast) -> None:
    with trusting.acting("bea") as tx:
        old = requests.submit(tx, leave(trusting, WEEK))

    new = asked_for(trusting, old, LONGER)

    assert (new.state, state_of(trusting, old)) == (State.RECORDED, State.SUPERSEDED)
    assert figures(trusting) == (7, 0, -7)
    assert held(trusting, new) == [("2026-04-20 00:00:00", "2026-04-29 00:00:00")]
    assert history(trusting, old) == ["submitted", "superseded"]
    assert history(trusting, new) == ["submitted"]
    assert is_proven(trusting)


def test_what_cannot_be_taken_back_alone_is_not_changed_alone(trusting: Cast) -> None:
    # The leave began on 30 March: from the day after, owners cannot cancel it any more.
    begun = whole_days(date(2026, 3, 30), date(2026, 4, 2))
    with trusting.acting("bea") as tx:
        old = requests.submit(tx, leave(trusting, begun))

    new = asked_for(trusting, old, LATER)

    assert (new.state, state_of(trusting, old)) == (State.PENDING, State.RECORDED)
    assert agreed(trusting, new).state is State.APPROVED
    assert state_of(trusting, old) is State.SUPERSEDED
    assert is_proven(trusting)


def test_under_two_stages_the_old_leave_goes_with_the_last_approval(database: Database) -> None:
    cast = found_company(database, chain=Chain.TWO_STAGE)
    with cast.acting("bea") as tx:
        old = requests.submit(tx, leave(cast, WEEK))
    agreed(cast, old, who="ada")
    new = asked_for(cast, old, LONGER)

    agreed(cast, new)
    between = state_of(cast, old), state_of(cast, new), figures(cast)
    agreed(cast, new, who="ada")

    assert between == (State.APPROVED, State.PENDING, (5, 2, -7))
    assert (state_of(cast, old), figures(cast)) == (State.SUPERSEDED, (7, 0, -7))


def test_leave_of_a_shutdown_is_the_offices_to_change(cast: Cast) -> None:
    shutdown = close(cast)  # 8 to 12 June
    with cast.acting() as tx:
        ordered = tx.value(
            "SELECT id FROM leave_request WHERE employee_id = %(e)s", e=cast.bea.employee_id
        )
        old = requests.found(tx, ordered)
    three_days = whole_days(date(2026, 6, 8), date(2026, 6, 10))

    own = refusal(lambda: asked_for(cast, old, three_days))
    new = agreed(cast, asked_for(cast, old, three_days, who="ada"), who="mo")
    settle(cast)

    assert own == [Code.ILLEGAL_MOVE]
    assert figures(cast) == (3, 0, -3)
    assert new.ordered
    call_off(cast, shutdown)
    settle(cast)
    assert figures(cast) == (0, 0, 0)
    assert is_proven(cast)


def test_sickness_on_leave_takes_its_change_back(cast: Cast) -> None:
    old = approved(cast)
    new = asked_for(cast, old, LONGER)

    with cast.acting("ada") as tx:
        illness.fall_ill(
            tx,
            Illness(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["SL"],
                first_day=date(2026, 4, 23),
                last_day=date(2026, 4, 27),
            ),
        )

    assert (state_of(cast, old), state_of(cast, new)) == (State.APPROVED, State.WITHDRAWN)
    assert figures(cast) == (3, 0, -3)
    assert figures(cast, "SL") == (3, 0, -3)
    assert is_proven(cast)


def test_a_change_of_leave_that_payroll_has_paid_is_posted_in_the_open_month(cast: Cast) -> None:
    old = approved(cast, whole_days(date(2026, 3, 23), date(2026, 3, 24)), now=IN_MARCH)
    with cast.acting("ada") as tx:
        payroll.close_through(tx, date(2026, 3, 31))
        before = tx.value("SELECT max(id) FROM ledger_entry")

    new = asked_for(cast, old, whole_days(date(2026, 3, 23)))
    agreed(cast, new)

    with cast.acting() as tx:
        rows = tx.rows(
            'SELECT "on", amount, posted_on FROM ledger_entry WHERE id > %(id)s'
            " AND coalesce(corrects, kind) IN ('use', 'reserve') ORDER BY id",
            id=before,
        )
    assert {row.posted_on for row in rows} == {date(2026, 4, 1)}
    assert sum(row.amount for row in rows) == 1
    assert figures(cast) == (1, 0, -1)
    assert is_proven(cast)


def test_cancelling_that_has_to_be_asked_for_takes_the_change_back_at_once(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        tx.run(
            "UPDATE leave_type SET rules = jsonb_set(rules, '{approval,cancel_needs_approval}',"
            " 'true') WHERE code = 'AL'"
        )
    old = approved(cast)
    new = asked_for(cast, old, LONGER)

    with cast.acting("bea") as tx:
        decisions.cancel(tx, old.id)

    assert (state_of(cast, old), state_of(cast, new)) == (State.CANCEL_REQUESTED, State.WITHDRAWN)
    assert figures(cast) == (5, 0, -5)
    assert refusal(lambda: asked_for(cast, old, LATER)) == [Code.ILLEGAL_MOVE]


@pytest.mark.parametrize(
    ("kept_from_deciders", "code", "facts"),
    [
        # Five days are asked for; the leave in August has taken all 21 that there were.
        (False, Code.NOT_ENOUGH_LEFT, {"asked": 5, "left": 0, "unit": "day"}),
        (True, Code.NO_LONGER_FITS, {}),
    ],
)
def test_whoever_decides_learns_no_figures_of_a_type_that_is_kept_from_them(
    cast: Cast, *, kept_from_deciders: bool, code: Code, facts: dict[str, object]
) -> None:
    march = whole_days(date(2026, 3, 9), date(2026, 3, 13))
    new = asked_for(cast, approved(cast, march, now=IN_MARCH), LATER, now=IN_MARCH)
    approved(cast, whole_days(date(2026, 8, 3), date(2026, 8, 31)), now=IN_MARCH)
    if kept_from_deciders:
        with cast.acting() as tx:
            tx.run("UPDATE leave_type SET visibility = 'office' WHERE code = 'AL'")

    with pytest.raises(Refused) as refused:
        agreed(cast, new, now=IN_MARCH)

    (problem,) = refused.value.problems
    assert problem.code is code
    assert {name: problem.facts.get(name) for name in facts} == facts
    assert kept_from_deciders is not bool(problem.facts)
    with pytest.raises(Refused) as in_the_office:
        agreed(cast, new, who="ada", now=IN_MARCH)
    assert [each.code for each in in_the_office.value.problems] == [Code.NOT_ENOUGH_LEFT]
