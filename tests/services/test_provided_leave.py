"""Leave types and balances as their provider tells them: remembered for an hour."""

import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.problems import Code, Refused
from leavebook.services import provided_leave, requests
from leavebook.services.integrations import connect
from leavebook.services.leave_provider import Asking, Balances, ProviderAway
from leavebook.services.provided_leave import leave_type_behind
from leavebook.services.remote_books import BalanceUnit, RemoteBalance, RemoteType
from leavebook.services.remote_setup import know_person
from leavebook.services.remote_systems import Busy, Connected, Disconnected, Pace, Temporary
from leavebook.services.requests import LeaveAsked
from leavebook.storage import integration_connections, provider_cache
from tests.cast import NOW, Cast
from tests.integrations.jobs import KEYS
from tests.integrations.time_passing import let_pass

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
MOMENT = timedelta(microseconds=1)
ANNUAL = "7f3c9a10-0000-4000-8000-0000000000a1"
SICK = "7f3c9a10-0000-4000-8000-0000000000a2"
BRISK = Pace(per_second=1000, burst=1000)


@dataclass
class Payroll:
    """A payroll outside that counts how often it is asked."""

    knows: dict[str, str]
    asked: list[str] = field(default_factory=list)
    fault: Exception | None = None
    hours: Decimal = Decimal(152)
    unit: BalanceUnit = BalanceUnit.HOURS
    takes: float = 0

    def leave_types(self) -> Sequence[RemoteType]:
        self._answer("types")
        return (
            RemoteType(id=ANNUAL, name="Annual Leave", paid=True),
            RemoteType(id=SICK, name="Long service", paid=True),
        )

    def people(self) -> Mapping[str, str]:
        self._answer("people")
        return self.knows

    def balances(self, person_there: str) -> Sequence[RemoteBalance]:
        self._answer(person_there)
        return (
            RemoteBalance(
                type_id=ANNUAL, type_name="Annual Leave", amount=self.hours, unit=self.unit
            ),
        )

    def _answer(self, about: str) -> None:
        self.asked.append(about)
        time.sleep(self.takes)
        if self.fault is not None:
            raise self.fault


@pytest.fixture
def payroll(cast: Cast) -> Payroll:
    """The company's leave types and balances are kept by a payroll that knows Bea."""
    with cast.acting("ada") as tx:
        connect(tx, Provider.XERO, Mode.LIVE)
        settings = {"tenant": "acme", "leave_type.AL": ANNUAL}
        integration_connections.set_settings(tx, Provider.XERO, settings)
    return Payroll(knows={cast.bea.email: "E-7"})


def asking(
    cast: Cast, payroll: Payroll | None, who: str = "bea", *, at: datetime = NOW, pace: Pace = BRISK
) -> Asking:
    """Somebody asks at a moment."""
    systems = {}
    if payroll is not None:
        systems[Provider.XERO, Mode.LIVE] = Connected(
            reach=lambda _: None,  # type: ignore[arg-type,return-value]  # nothing is told to it here
            pace=pace,
            books=lambda _: payroll,
            title="Xero",
        )
    return Asking(lambda: cast.acting(who, now=at), systems, KEYS)


def balances(
    cast: Cast, payroll: Payroll | None, *, at: datetime = NOW, forced: bool = False
) -> Balances:
    return provided_leave.provided_balances(asking(cast, payroll, at=at), forced=forced)


def hours(cast: Cast, payroll: Payroll, *, at: datetime = NOW, forced: bool = False) -> Decimal:
    return balances(cast, payroll, at=at, forced=forced).rows[0].hours


def test_an_answer_counts_for_an_hour(cast: Cast, payroll: Payroll) -> None:
    hours(cast, payroll)
    payroll.hours = Decimal(144)

    assert hours(cast, payroll, at=NOW + HOUR - MOMENT) == 152
    assert hours(cast, payroll, at=NOW + HOUR) == 144
    assert payroll.asked == ["people", "E-7", "E-7"]


def test_a_forced_refresh_asks_whatever_is_remembered(cast: Cast, payroll: Payroll) -> None:
    hours(cast, payroll)
    payroll.hours = Decimal(144)

    assert hours(cast, payroll, at=NOW + MINUTE, forced=True) == 144
    assert hours(cast, payroll, at=NOW + MINUTE + MOMENT) == 144, "everybody sees the new answer"


def test_who_refreshes_all_the_time_asks_once_a_minute(cast: Cast, payroll: Payroll) -> None:
    for second in range(59):
        hours(cast, payroll, at=NOW + timedelta(seconds=second), forced=True)

    assert payroll.asked == ["people", "E-7"]


def test_an_answer_says_when_it_came(cast: Cast, payroll: Payroll) -> None:
    balances(cast, payroll)

    assert balances(cast, payroll, at=NOW + HOUR / 2).fetched_at == NOW


def test_leave_types_are_everybodys_and_asked_for_once(cast: Cast, payroll: Payroll) -> None:
    for who in ("bea", "kim", "ada"):
        types = provided_leave.provided_types(asking(cast, payroll, who))

    assert [(each.id, each.name) for each in types] == [(ANNUAL, "Annual Leave")], "only ours"
    assert payroll.asked == ["types"]


def test_a_type_of_the_payroll_leads_to_ours(cast: Cast, payroll: Payroll) -> None:
    with cast.acting("bea") as tx:
        assert leave_type_behind(tx, ANNUAL.upper()) == cast.leave_types["AL"]
        with pytest.raises(Refused):
            leave_type_behind(tx, SICK)


def test_balances_are_remembered_for_each_person(cast: Cast, payroll: Payroll) -> None:
    payroll.knows[cast.kim.email] = "E-8"
    for who in ("bea", "kim", "bea"):
        provided_leave.provided_balances(asking(cast, payroll, who))

    assert payroll.asked == ["people", "E-7", "E-8"], "and who is who is asked once for all"


@pytest.mark.parametrize(
    ("unit", "in_hours"),
    [(BalanceUnit.HOURS, 2), (BalanceUnit.DAYS, 2 * 8), (BalanceUnit.WEEKS, 2 * 40)],
)
def test_balances_come_in_hours_whatever_the_payroll_counts_in(
    cast: Cast, payroll: Payroll, unit: BalanceUnit, in_hours: int
) -> None:
    payroll.unit, payroll.hours = unit, Decimal(2)

    assert hours(cast, payroll) == in_hours


def test_a_silent_payroll_is_forgiven_while_something_is_remembered(
    cast: Cast, payroll: Payroll
) -> None:
    hours(cast, payroll)
    payroll.fault = Temporary("no answer")

    late = balances(cast, payroll, at=NOW + 5 * HOUR)
    refreshed = balances(cast, payroll, at=NOW + 5 * HOUR, forced=True)

    assert {late.rows[0].hours, refreshed.rows[0].hours} == {Decimal(152)}
    assert {late.fetched_at, refreshed.fetched_at} == {NOW}, "and it shows how old it is"


def test_a_silent_payroll_that_never_answered_is_away(cast: Cast, payroll: Payroll) -> None:
    payroll.fault = Temporary("no answer")

    with pytest.raises(ProviderAway):
        balances(cast, payroll)


def test_a_payroll_that_asks_to_be_left_in_peace_is(cast: Cast, payroll: Payroll) -> None:
    payroll.fault = Busy("429", rest=timedelta(minutes=2))
    for _ in range(3):
        with pytest.raises(ProviderAway):
            balances(cast, payroll)
    assert len(payroll.asked) == 1
    payroll.fault = None

    let_pass(cast, timedelta(minutes=2))

    assert hours(cast, payroll) == 152


def test_a_payroll_that_lets_nobody_in_is_not_asked_until_connected_anew(
    cast: Cast, payroll: Payroll
) -> None:
    payroll.fault = Disconnected("401")
    for _ in range(3):
        with pytest.raises(ProviderAway):
            balances(cast, payroll)
        let_pass(cast, HOUR)
    assert len(payroll.asked) == 1
    payroll.fault = None

    with cast.acting("ada") as tx:
        connect(tx, Provider.XERO, Mode.LIVE)

    assert hours(cast, payroll) == 152


def test_somebody_whom_the_payroll_does_not_know_is_told_so(cast: Cast, payroll: Payroll) -> None:
    payroll.knows.clear()

    for _ in range(2):
        with pytest.raises(Refused) as refused:
            balances(cast, payroll)

    problem = refused.value.problems[0]
    assert (problem.code, problem.facts["provider"]) == (Code.UNKNOWN_REFERENCE, "Xero")
    assert payroll.asked == ["people"], "and that is remembered too"


def test_who_is_mapped_by_hand_is_asked_for_under_that_id_at_once(
    cast: Cast, payroll: Payroll
) -> None:
    payroll.knows.clear()
    with pytest.raises(Refused):
        balances(cast, payroll)

    with cast.acting("ada") as tx:
        know_person(tx, Provider.XERO, cast.bea.email, "E-9")
    hours(cast, payroll)

    assert payroll.asked == ["people", "E-9"]


def test_what_another_account_said_is_nobodys_answer(cast: Cast, payroll: Payroll) -> None:
    hours(cast, payroll)
    payroll.fault = Temporary("no answer")

    with cast.acting("ada") as tx:
        integration_connections.set_settings(tx, Provider.XERO, {"tenant": "globex"})

    with pytest.raises(ProviderAway):
        balances(cast, payroll)


def test_of_three_who_come_at_once_one_asks_and_all_hear(cast: Cast, payroll: Payroll) -> None:
    with cast.acting("ada") as tx:
        know_person(tx, Provider.XERO, cast.bea.email, "E-7")
    payroll.takes = 0.4
    together = threading.Barrier(3)

    def ask() -> Decimal:
        together.wait()
        return hours(cast, payroll)

    with ThreadPoolExecutor(3) as askers:
        heard = {each.result() for each in [askers.submit(ask) for _ in range(3)]}

    assert heard == {Decimal(152)}
    assert payroll.asked == ["E-7"]


def test_a_slow_payroll_keeps_only_so_many_waiting(cast: Cast, payroll: Payroll) -> None:
    hours(cast, payroll)
    payroll.takes = 1.0
    payroll.hours = Decimal(144)
    together = threading.Barrier(8)

    def ask() -> tuple[Decimal, float]:
        together.wait()
        began = time.monotonic()
        return hours(cast, payroll, at=NOW + HOUR), time.monotonic() - began

    with ThreadPoolExecutor(8) as askers:
        heard = [each.result() for each in [askers.submit(ask) for _ in range(8)]]

    waited = [answer for answer, took in heard if took >= 1]
    at_once = [answer for answer, took in heard if took < 1]
    assert len(waited) <= 3
    assert set(waited) == {Decimal(144)}
    assert set(at_once) == {Decimal(152)}, "the others get what is remembered"


def test_no_transaction_is_open_while_the_payroll_is_asked(cast: Cast, payroll: Payroll) -> None:
    opened = []

    class Watched(Payroll):
        def _answer(self, about: str) -> None:
            with cast.acting() as tx:
                opened.append(
                    tx.value(
                        "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                        " AND usename = current_user AND state = 'idle in transaction'"
                    )
                )
            super()._answer(about)

    watched = Watched(knows=payroll.knows)

    hours(cast, watched)

    assert opened == [0, 0]


def test_whoever_died_asking_is_replaced(cast: Cast, payroll: Payroll) -> None:
    with cast.acting() as tx:
        turn = provider_cache.take_turn(tx, "xero", cast.bea.employee_id)
    assert turn is not None
    with cast.acting() as tx:
        tx.run("UPDATE provider_cache SET asking_until = now() - interval '1 second'")

    assert hours(cast, payroll) == 152
    with cast.acting() as tx:
        provider_cache.answer(tx, turn, seen="late", body=None)
    assert hours(cast, payroll) == 152, "and comes too late with an answer"


def test_own_books_answer_where_no_payroll_is_connected(cast: Cast) -> None:
    payroll = Payroll(knows={})

    rows = balances(cast, payroll).rows

    assert rows[0].type_name == "Annual Leave"
    assert payroll.asked == []


def test_what_was_just_asked_for_shows_at_once(cast: Cast) -> None:
    """Our own books can tell that they have changed; nobody waits an hour for that."""
    before = balances(cast, None).rows[0].hours
    with cast.acting("bea") as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 5, 11), date(2026, 5, 13)),),
            ),
        )

    assert balances(cast, None).rows[0].hours == before - 3 * 8


def test_a_new_day_may_bring_new_balances(cast: Cast) -> None:
    """Grants, carry-over and expiry come with the days, whether or not anybody does anything."""
    balances(cast, None, at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    new_year = balances(cast, None, at=datetime(2027, 1, 1, 0, 10, tzinfo=UTC))

    annual = new_year.rows[0]
    assert annual.hours == (21 + 5) * 8, "a new year's grant and what may be carried over"


def test_a_key_without_a_person_has_no_balances(cast: Cast) -> None:
    asked = Asking(cast.acting, {}, KEYS)

    assert provided_leave.provided_balances(asked).rows == ()
