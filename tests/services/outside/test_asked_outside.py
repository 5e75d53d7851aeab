"""A payroll outside is asked by one at a time, and forgiven while something is remembered."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest

from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.problems import Refused
from leavebook.services.outside.integrations import connect
from leavebook.services.outside.leave_provider import ProviderAway
from leavebook.services.outside.remote_setup import know_person
from leavebook.services.outside.remote_systems import Busy, Disconnected, Temporary
from leavebook.storage.outside import integration_connections, provider_cache
from tests.cast import NOW, Cast
from tests.integrations.time_passing import let_pass
from tests.services.payrolls import (
    HOUR,
    MINUTE,
    Payroll,
    balances,
    hours,
)


def test_who_refreshes_all_the_time_asks_once_a_minute(cast: Cast, payroll: Payroll) -> None:
    for second in range(59):
        hours(cast, payroll, at=NOW + timedelta(seconds=second), forced=True)

    assert payroll.asked == ["people", "E-7"]


def test_who_is_not_known_is_looked_for_every_ten_minutes_at_most(
    cast: Cast, payroll: Payroll
) -> None:
    payroll.knows.clear()

    for minute in range(20):
        with pytest.raises(Refused):
            balances(cast, payroll, at=NOW + minute * MINUTE, forced=True)

    assert payroll.asked == ["people", "people"]


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
