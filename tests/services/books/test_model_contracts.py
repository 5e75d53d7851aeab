"""The model of a company in which people leave, stay after all, and work other weeks.

An earlier exit or a longer week may leave somebody with more booked than they earn, so here
nobody is promised never to be overdrawn: no booking makes it so, the books are still true, and
who stays after all has what they had.
"""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from leavebook.domain.calendar.patterns import WorkWeek, even_week
from leavebook.domain.ledger.availability import overdraft
from leavebook.domain.ledger.balances import ZERO
from leavebook.domain.people.exits import ExitHandling
from leavebook.domain.policy.carry_over import CarryOver
from leavebook.domain.policy.lengths import MonthDay
from leavebook.domain.policy.payout import PayoutRule
from leavebook.domain.policy.policy import (
    LeaverOverdraft,
    LeaverRest,
    Level,
    NewSchedule,
    PolicyVersion,
    Scale,
)
from leavebook.services.books import daily, leave_accounts
from leavebook.services.books.exit_handling import handle_exits
from leavebook.services.books.leave_facts import leave_type_named
from leavebook.services.people.exits import part, stay
from leavebook.services.people.working_patterns import NewPattern, change_pattern
from leavebook.services.policies.policies import add_version
from leavebook.storage.database import Database
from tests.services.books.test_model import DAYS, HALVES, STARTS_IN, WHO, Halves
from tests.services.books.test_model_shutdowns import ClosingCompany
from tests.services.models import Length, play

WEEKS = st.sampled_from(
    [even_week(2400), even_week(1920, range(4)), even_week(1200), even_week(1440, (0, 2, 5))]
)
VERSIONS = st.builds(
    PolicyVersion,
    st.just(""),
    st.none(),
    levels=st.builds(
        Level,
        st.sampled_from([Decimal(18), Decimal("22.5"), Decimal(30)]),
        carry_over=st.builds(
            CarryOver,
            cap=st.sampled_from([None, ZERO, Decimal(4)]),
            recarry=st.booleans(),
            last_usable=st.sampled_from([None, MonthDay(3, 31), MonthDay(12, 31)]),
            protected=st.sampled_from([ZERO, Decimal(2)]),
        ),
    ).map(lambda level: (level,)),
    scale=st.sampled_from(Scale).filter(lambda scale: scale is not Scale.WEEKS),
    new_schedule=st.sampled_from(NewSchedule),
    leaver_rest=st.sampled_from(LeaverRest),
    leaver_overdraft=st.sampled_from(LeaverOverdraft),
    payout=st.builds(
        PayoutRule, st.sampled_from([None, Decimal(3)]), st.sampled_from([ZERO, Decimal("1.5")])
    ),
    reach_through=st.booleans(),
)


class CompanyWithContracts(ClosingCompany):
    """A company that also parts with people and agrees on other weeks with them."""

    @rule(version=VERSIONS, since=st.integers(-400, 300))
    def agree_on_a_policy(self, version: PolicyVersion, since: int) -> None:
        kind = self.cast.leave_types["AL"]
        agreed = replace(version, valid_from=self._day(since))
        self._try(lambda tx: add_version(tx, kind, agreed), who="ada")
        assert daily.run(self._open).failures == []

    @rule(handling=st.sampled_from(ExitHandling))
    def handle_exits_like_this(self, handling: ExitHandling) -> None:
        self._try(lambda tx: handle_exits(tx, handling), who="ada")

    @rule(who=WHO, week=WEEKS, since=st.integers(-60, 200))
    def work_another_week(self, who: str, week: WorkWeek, since: int) -> None:
        new = NewPattern(since=self._day(since), weeks=(week,))
        employee_id = self.cast.members[who].employee_id
        self._try(lambda tx: change_pattern(tx, employee_id, new), who="ada")

    @rule(who=WHO, leaves_in=st.integers(-30, 300))
    def leave(self, who: str, leaves_in: int) -> None:
        employee_id, day = self.cast.members[who].employee_id, self._day(leaves_in)
        self._try(lambda tx: part(tx, employee_id, exit_day=day), who="ada")

    @rule(who=WHO)
    def stay(self, who: str) -> None:
        employee_id = self.cast.members[who].employee_id
        self._try(lambda tx: stay(tx, employee_id), who="ada")

    @rule(who=WHO, leaves_in=st.integers(1, 300))
    def staying_after_all_restores(self, who: str, leaves_in: int) -> None:
        employee_id, day = self.cast.members[who].employee_id, self._day(leaves_in)
        with self.cast.acting("ada", now=self.now) as tx:
            stay(tx, employee_id)
        daily.run(self._open)
        before = self._figures(who, "AL")

        with self.cast.acting("ada", now=self.now) as tx:
            part(tx, employee_id, exit_day=day)
        with self.cast.acting("ada", now=self.now) as tx:
            stay(tx, employee_id)

        assert self._figures(who, "AL") == before

    @rule(who=WHO, code=st.just("AL"), starts_in=STARTS_IN, days=DAYS, halves=HALVES)
    def no_booking_overdraws(
        self, who: str, code: str, starts_in: int, *, days: int, halves: Halves
    ) -> None:
        span = self._span(starts_in, days, halves)
        request = self._submit(who, code, span)
        if isinstance(request, tuple):
            with self.cast.acting(None, now=self.now) as tx:
                leave_type = leave_type_named(tx, self.cast.leave_types[code])
                people = [self.cast.members[who].employee_id]
                for account in leave_accounts.read(tx, leave_type, people):
                    assert overdraft(account.ledger, since=span.first) is None

    @invariant()
    def nothing_is_overdrawn(self) -> None:
        """Somebody who earns less than they were to earn may be; see above."""


@pytest.mark.timeout(7200)
def test_whoever_leaves_and_whatever_week_they_work_the_books_are_true(
    database: Database, pytestconfig: pytest.Config
) -> None:
    play(CompanyWithContracts, database, pytestconfig, whole=Length(100, 40), short=Length(6, 15))
