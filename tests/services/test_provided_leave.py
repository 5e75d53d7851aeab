"""Leave types and balances as their provider tells them: remembered for an hour."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread
from uuid import UUID

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.problems import Code, Refused
from leavebook.services import requests
from leavebook.services.leave_provider import ProvidedBalance, ProvidedType, ProviderAway
from leavebook.services.provided_leave import provided_balances, provided_types
from leavebook.services.requests import LeaveAsked
from leavebook.storage.people import Employee
from leavebook.storage.transaction import Transaction
from tests.cast import NOW, Cast

HOUR = timedelta(hours=1)
MOMENT = timedelta(microseconds=1)


@dataclass
class Payroll:
    """A payroll outside that counts how often it is asked."""

    name: str = "payroll"
    title: str = "Payroll"
    needs_mapping: bool = False
    is_away: bool = False
    asked: list[str | None] = field(default_factory=list)
    hours: Decimal = Decimal(152)

    def types_version(self, tx: Transaction) -> str:
        return ""

    def leave_types(self, tx: Transaction) -> tuple[ProvidedType, ...]:
        self._answer(None)
        return (ProvidedType(id="annual", name="Annual Leave", paid=True),)

    def balances_version(self, tx: Transaction, person: Employee) -> str:
        return ""

    def balances(
        self, tx: Transaction, person: Employee, external_id: str | None
    ) -> tuple[ProvidedBalance, ...]:
        self._answer(external_id)
        return (
            ProvidedBalance(
                uuid=UUID(int=1), type_id="annual", type_name="Annual Leave", hours=self.hours
            ),
        )

    def _answer(self, external_id: str | None) -> None:
        self.asked.append(external_id)
        if self.is_away:
            raise ProviderAway


def hours(cast: Cast, payroll: Payroll, *, at: datetime = NOW, forced: bool = False) -> Decimal:
    with cast.acting("bea", now=at) as tx:
        return provided_balances(tx, provider=payroll, forced=forced).rows[0].hours


def test_an_answer_counts_for_an_hour(cast: Cast) -> None:
    payroll = Payroll()
    hours(cast, payroll)
    payroll.hours = Decimal(144)

    assert hours(cast, payroll, at=NOW + HOUR - MOMENT) == 152
    assert hours(cast, payroll, at=NOW + HOUR) == 144
    assert len(payroll.asked) == 2


def test_a_forced_refresh_asks_whatever_is_remembered(cast: Cast) -> None:
    payroll = Payroll()
    hours(cast, payroll)
    payroll.hours = Decimal(144)

    assert hours(cast, payroll, at=NOW + MOMENT, forced=True) == 144
    assert hours(cast, payroll, at=NOW + MOMENT) == 144, "and everybody sees the new answer"


def test_an_answer_says_when_it_came(cast: Cast) -> None:
    payroll = Payroll()
    with cast.acting("bea") as tx:
        provided_balances(tx, provider=payroll)
    with cast.acting("bea", now=NOW + HOUR / 2) as tx:
        later = provided_balances(tx, provider=payroll)

    assert later.fetched_at == NOW


def test_leave_types_are_everybodys_and_asked_for_once(cast: Cast) -> None:
    payroll = Payroll()
    for who in ("bea", "kim", "ada"):
        with cast.acting(who) as tx:
            types = provided_types(tx, provider=payroll)

    assert [each.name for each in types] == ["Annual Leave"]
    assert len(payroll.asked) == 1


def test_balances_are_remembered_for_each_person(cast: Cast) -> None:
    payroll = Payroll()
    for who in ("bea", "kim", "bea"):
        with cast.acting(who) as tx:
            provided_balances(tx, provider=payroll)

    assert len(payroll.asked) == 2


def test_a_silent_provider_is_forgiven_while_something_is_remembered(cast: Cast) -> None:
    payroll = Payroll()
    hours(cast, payroll)
    payroll.is_away = True

    assert hours(cast, payroll, at=NOW + 5 * HOUR) == 152
    assert hours(cast, payroll, at=NOW + 5 * HOUR, forced=True) == 152


def test_a_silent_provider_that_never_answered_is_away(cast: Cast) -> None:
    with pytest.raises(ProviderAway), cast.acting("bea") as tx:
        provided_balances(tx, provider=Payroll(is_away=True))


def test_somebody_whom_the_payroll_does_not_know_is_told_so(cast: Cast) -> None:
    with pytest.raises(Refused) as refused, cast.acting("bea") as tx:
        provided_balances(tx, provider=Payroll(needs_mapping=True))

    problem = refused.value.problems[0]
    assert (problem.code, problem.facts["provider"]) == (Code.UNKNOWN_REFERENCE, "Payroll")


def test_the_payroll_is_asked_under_its_own_id(cast: Cast) -> None:
    payroll = Payroll(needs_mapping=True)
    with cast.acting() as tx:
        tx.run(
            "INSERT INTO user_external_id (company_id, user_id, provider, external_id)"
            " VALUES (%(company)s, %(user)s, 'payroll', 'E-7')",
            company=cast.company_id,
            user=cast.bea.user_id,
        )

    hours(cast, payroll)

    assert payroll.asked == ["E-7"]


def test_of_many_who_refresh_at_once_few_ask(cast: Cast) -> None:
    payroll = Payroll()
    hours(cast, payroll)
    payroll.asked.clear()
    start = Barrier(8)

    def refresh(number: int) -> None:
        with cast.acting("bea", now=NOW + number * MOMENT) as tx:
            tx.row("SELECT 1")
            start.wait()
            provided_balances(tx, provider=payroll, forced=True)

    threads = [Thread(target=refresh, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 1 <= len(payroll.asked) < 8


def test_what_was_just_asked_for_shows_at_once(cast: Cast) -> None:
    """Our own books can tell that they have changed; nobody waits an hour for that."""
    with cast.acting("bea") as tx:
        before = provided_balances(tx).rows[0].hours
    with cast.acting("bea") as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 5, 11), date(2026, 5, 13)),),
            ),
        )

    with cast.acting("bea") as tx:
        assert provided_balances(tx).rows[0].hours == before - 3 * 8


def test_a_new_day_may_bring_new_balances(cast: Cast) -> None:
    """Grants, carry-over and expiry come with the days, whether or not anybody does anything."""
    with cast.acting("bea", now=datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) as tx:
        provided_balances(tx)
    with cast.acting("bea", now=datetime(2027, 1, 1, 0, 10, tzinfo=UTC)) as tx:
        new_year = provided_balances(tx)

    annual = new_year.rows[0]
    assert annual.hours == (21 + 5) * 8, "a new year's grant and what may be carried over"


def test_a_key_without_a_person_has_no_balances(cast: Cast) -> None:
    with cast.acting() as tx:
        assert provided_balances(tx).rows == ()
