"""A model test: whatever happens in whatever order, nothing is overdrawn and the books are true.

`make model` runs 200 plots of 50 steps on a real database; `make test` runs a few short ones.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from leavebook.domain.calendar.calendar import Part
from leavebook.domain.calendar.spans import Half, Span
from leavebook.domain.ledger.availability import overdraft
from leavebook.domain.ledger.ledger import Use, UseState
from leavebook.domain.problems import Refused
from leavebook.queries.books.proof import prove
from leavebook.services.books import adjustments, daily, leave_accounts
from leavebook.services.books.adjustments import Adjustment
from leavebook.services.books.batches import Open
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.company import holiday_changes
from leavebook.services.company.holiday_changes import HolidayChange
from leavebook.services.leave import amendments, decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.policies.policies import STANDARD, add_version
from leavebook.storage.database import Database
from leavebook.storage.policies import policies
from leavebook.storage.transaction import Transaction
from tests.cast import NOW, Cast, found_company
from tests.services.models import Length, play

WHO = st.sampled_from(["bea", "kim"])
CODE = st.sampled_from(["AL", "SL"])
STARTS_IN = st.integers(-20, 420)
DAYS = st.integers(1, 12)
HALF = st.sampled_from(list(Half))
HALVES = st.tuples(HALF, HALF)
BY = st.sampled_from(["owner", "mo"])
LAST = datetime(2032, 12, 31, tzinfo=NOW.tzinfo)

Halves = tuple[Half, Half]
Booked = tuple[int, str, str]
Maybe = Booked | MultipleResults[Booked]
Given = TypeVar("Given")


def waits_to_replace(use: Use) -> bool:
    return use.instead_of is not None and use.state is UseState.PENDING


class Company(RuleBasedStateMachine):
    """A company in which people ask, decide, take back and adjust while time goes on."""

    database: Database
    live: Bundle[Booked] = Bundle("live")

    @initialize()
    def found(self) -> None:
        self.cast: Cast = found_company(self.database)
        self.now = NOW
        self.most = 21

    @rule(
        target=live,
        who=WHO,
        code=CODE,
        starts_in=STARTS_IN,
        days=DAYS,
        halves=HALVES,
    )
    def submit(self, who: str, code: str, starts_in: int, days: int, halves: Halves) -> Maybe:
        return self._submit(who, code, self._span(starts_in, days, halves))

    @rule(request=live, starts_in=STARTS_IN, days=DAYS, halves=HALVES)
    def edit(self, request: Booked, starts_in: int, days: int, halves: Halves) -> None:
        request_id, who, code = request
        asked = self._asked(who, code, self._span(starts_in, days, halves))
        self._try(lambda tx: requests.edit(tx, request_id, asked), who="mo")

    @rule(
        target=live,
        request=live,
        code=CODE,
        starts_in=STARTS_IN,
        days=DAYS,
        halves=HALVES,
        by=BY,
    )
    def amend(
        self, request: Booked, code: str, starts_in: int, *, days: int, halves: Halves, by: str
    ) -> Maybe:
        request_id, who, _ = request
        asked = self._asked(who, code, self._span(starts_in, days, halves))
        change = self._try(
            lambda tx: amendments.amend(tx, request_id, asked), who=who if by == "owner" else by
        )
        return multiple() if change is None else (change.id, who, code)

    @rule(request=live)
    def approve(self, request: Booked) -> None:
        self._try(lambda tx: decisions.approve(tx, request[0]), who="mo")

    @rule(request=consumes(live))
    def reject(self, request: Booked) -> None:
        self._try(lambda tx: decisions.reject(tx, request[0], reason="No."), who="mo")

    @rule(request=consumes(live), by=BY)
    def cancel(self, request: Booked, by: str) -> None:
        who = request[1] if by == "owner" else by
        self._try(lambda tx: decisions.cancel(tx, request[0]), who=who)

    @rule(who=WHO, code=CODE, halves=st.integers(-8, 8).filter(bool))
    def adjust(self, who: str, code: str, halves: int) -> None:
        wanted = Adjustment(
            employee_id=self.cast.members[who].employee_id,
            leave_type_id=self.cast.leave_types[code],
            amount=Decimal(halves) / 2,
            reason="by hand",
        )
        self._try(lambda tx: adjustments.adjust(tx, wanted), who="ada")

    @rule(starts_in=st.integers(1, 200), part=st.sampled_from(list(Part)))
    def give_a_day_off(self, starts_in: int, part: Part) -> None:
        on = self._day(starts_in)
        change = HolidayChange(on=on, name="Founders' day", free=part)
        with self.cast.acting("ada", now=self.now) as tx:
            was_free = tx.value('SELECT count(*) FROM holiday WHERE "on" = %(on)s', on=on)
            if was_free:  # A shorter holiday could take away leave that is booked already.
                return
            holiday_changes.set_holiday(tx, change)
        holiday_changes.recount_days(self._open, [on], site_id=None, cause="day off")

    @rule(since=st.integers(-500, 300), at_once=st.booleans())
    def the_policy_gives_more(self, since: int, at_once: bool) -> None:  # noqa: FBT001  drawn by name
        self.most += 1
        kind = self.cast.leave_types["AL"]
        with self.cast.acting("ada", now=self.now) as tx:
            (*_, last) = policies.read_versions(tx.rows(policies.VERSIONS, leave_type_id=kind))[
                STANDARD
            ]
            level = replace(last.levels[0], amount=Decimal(self.most))
            version = replace(last, id="", valid_from=self._day(since), levels=(level,))
            add_version(tx, kind, version)
        if at_once:
            daily.run(self._open)

    @rule(days=st.integers(1, 250))
    def time_goes_on(self, days: int) -> None:
        self.now = min(LAST, self.now + timedelta(days=days))

    @rule()
    def the_job_runs(self) -> None:
        assert daily.run(self._open).failures == []

    @rule()
    def the_job_runs_again(self) -> None:
        daily.run(self._open)
        before = self._books()

        daily.run(self._open)

        assert self._books() == before

    @rule(who=WHO, code=CODE, starts_in=STARTS_IN, days=DAYS, halves=HALVES)
    def cancelling_restores(
        self, who: str, code: str, starts_in: int, days: int, halves: Halves
    ) -> None:
        daily.run(self._open)
        before = self._figures(who, code)

        request = self._submit(who, code, self._span(starts_in, days, halves))
        if isinstance(request, tuple):
            self._try(lambda tx: decisions.cancel(tx, request[0]), who="mo")

        assert self._figures(who, code) == before

    @invariant()
    def nothing_is_overdrawn(self) -> None:
        with self.cast.acting(None, now=self.now) as tx:
            for code in ("AL", "SL"):
                leave_type = leave_type_named(tx, self.cast.leave_types[code])
                people = [self.cast.bea.employee_id, self.cast.kim.employee_id]
                for account in leave_accounts.read(tx, leave_type, people):
                    # Of a change that waits only the old leave is taken, or only the new one;
                    # whether the new one fits is found out when it is approved.
                    uses = tuple(use for use in account.ledger.uses if not waits_to_replace(use))
                    assert overdraft(replace(account.ledger, uses=uses)) is None, (code, uses)

    @invariant()
    def the_books_say_what_a_replay_says(self) -> None:
        assert prove(self._open).differences == ()

    @property
    def _open(self) -> Open:
        return partial(self.cast.acting, None, now=self.now)

    def _day(self, starts_in: int) -> date:
        return self.now.date() + timedelta(days=starts_in)

    def _span(self, starts_in: int, days: int, halves: Halves) -> Span:
        first = self._day(starts_in)
        last = first + timedelta(days=days - 1)
        if first == last and halves == (Half.PM, Half.AM):
            halves = (Half.AM, Half.PM)
        return Span(first, last, first_half=halves[0], last_half=halves[1])

    def _asked(self, who: str, code: str, span: Span) -> LeaveAsked:
        return LeaveAsked(
            employee_id=self.cast.members[who].employee_id,
            leave_type_id=self.cast.leave_types[code],
            spans=(span,),
        )

    def _submit(self, who: str, code: str, span: Span) -> Maybe:
        asked = self._asked(who, code, span)
        request = self._try(lambda tx: requests.submit(tx, asked), who=who)
        return multiple() if request is None else (request.id, who, code)

    def _try(self, act: Callable[[Transaction], Given], *, who: str) -> Given | None:
        try:
            with self.cast.acting(who, now=self.now) as tx:
                return act(tx)
        except Refused:
            return None

    def _books(self) -> list[tuple[Any, ...]]:
        with self.cast.acting(None, now=self.now) as tx:
            ledger = tx.rows("SELECT * FROM ledger_entry ORDER BY id")
            kept = tx.rows("SELECT * FROM balance ORDER BY employee_id, leave_type_id, year_start")
        return [tuple(row) for row in (*ledger, *kept)]

    def _figures(self, who: str, code: str) -> list[tuple[Any, ...]]:
        """Return every year that holds anything, as lists read it."""
        with self.cast.acting(None, now=self.now) as tx:
            rows = tx.rows(
                "SELECT year_start, granted, to_come, adjusted, carried_in, carried_expired,"
                " other_expired, used, pending, next_expiry FROM balance"
                " WHERE employee_id = %(e)s AND leave_type_id = %(t)s AND year_start <= %(day)s"
                " ORDER BY year_start",
                e=self.cast.members[who].employee_id,
                t=self.cast.leave_types[code],
                day=self.now.date(),
            )
        return [tuple(row) for row in rows]


@pytest.mark.timeout(7200)
def test_whatever_happens_nothing_is_overdrawn_and_the_books_are_true(
    database: Database, pytestconfig: pytest.Config
) -> None:
    play(Company, database, pytestconfig, whole=Length(200, 50), short=Length(8, 15))
