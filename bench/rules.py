"""`python -m bench.rules`: how long the rules take, against what was promised for them.

Replays one account of five years, granted at once and in several rhythms, reads and simulates
1,000 people, closes the year of 10,000.
"""

import argparse
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median

from bench.load import load_one_company
from leavebook.domain.calendar.counting import Unit
from leavebook.domain.ledger.ledger import LedgerFacts, Use
from leavebook.domain.ledger.replay import replay
from leavebook.domain.policy.frequency import DAILY, MONTHLY, Frequency, weekly
from leavebook.domain.policy.policy import GrantMethod, Level, PolicyVersion
from leavebook.domain.policy.presets import PRESETS
from leavebook.queries.books import team_balances as queries
from leavebook.queries.books.proof import prove
from leavebook.queries.books.simulation import Change, simulate
from leavebook.queries.books.team_balances import team_balances
from leavebook.services.books import daily
from leavebook.storage import embedded
from leavebook.storage.database import Database
from leavebook.storage.migrate import migrate
from tests.cast import NOW, Cast

_NEW_YEAR = datetime(2027, 1, 1, 8, tzinfo=UTC)
_SECONDS_A_MILLISECOND = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measurement, in the unit that its promise is made in."""

    what: str
    measured: float
    promised: float
    unit: str


def main() -> None:
    """Measure, print the table, and leave nothing behind."""
    parser = argparse.ArgumentParser(prog="python -m bench.rules")
    parser.add_argument("--people", type=int, default=10_000, help="people whose year is closed")
    people = parser.parse_args().people
    lines = [*_replays()]
    for measure, count in ((_of_a_thousand, 1_000), (_close, people)):
        with _company_of(count) as cast:
            lines += measure(cast, count)
    _print(lines)


@contextmanager
def _company_of(people: int) -> Iterator[Cast]:
    """Yield a company of so many people in a database of its own."""
    folder = Path(tempfile.mkdtemp(prefix="leavebook-bench-"))
    running = embedded.start(folder / "postgres")
    database = Database(running.url, connections=2, name="bench", patience="0")
    try:
        migrate(running.owner_url)
        database.open()
        yield load_one_company(database, running.admin_url, people=people).cast
    finally:
        database.close()
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _replays() -> Iterator[Line]:
    """Yield a line for every rhythm; 1,900 movements of daily grants may take a little longer."""
    up_front = replace(PRESETS["AL"].policy, id="bench")
    for rhythm, promised in ((None, 2), (MONTHLY, 2), (weekly(), 2), (DAILY, 5)):
        policy = up_front if rhythm is None else _granted_each(rhythm, up_front)
        name = "up front" if rhythm is None else f"each {rhythm.every.value}"
        yield Line(
            what=f"replay of one account, five years, granted {name}",
            measured=_replay(policy) * _SECONDS_A_MILLISECOND,
            promised=promised,
            unit="ms",
        )


def _granted_each(rhythm: Frequency, policy: PolicyVersion) -> PolicyVersion:
    levels = tuple(replace(level, frequency=rhythm) for level in policy.levels)
    return replace(policy, method=GrantMethod.PERIODIC, levels=levels)


def _replay(policy: PolicyVersion) -> float:
    """Return the seconds that an account with a hundred days of leave takes."""
    uses = tuple(
        Use(f"{year}{month}", date(year, month, 5 + day), Decimal(1))
        for year in range(2022, 2027)
        for month in (2, 4, 7, 10)
        for day in range(5)
    )
    facts = LedgerFacts(unit=Unit.DAY, policies=(policy,), joined=date(2022, 1, 1), uses=uses)
    return median(_timed(lambda: replay(facts, date(2026, 12, 31))) for _ in range(200))


def _of_a_thousand(cast: Cast, people: int) -> tuple[Line, ...]:
    kind = cast.leave_types["AL"]

    def raw() -> None:
        with cast.acting() as tx:
            tx.rows(
                queries.BALANCES.format(visible="true", known="true"),
                now=NOW,
                day=NOW.date(),
                leave_type_id=kind,
                employee_id=None,
                viewer=0,
            )

    def shown() -> None:
        with cast.acting() as tx:
            team_balances(tx, leave_type_id=kind)

    version = PolicyVersion("", date(2026, 1, 1), levels=(Level(Decimal(12)),))
    change = Change(leave_type_id=kind, version=version)
    as_sql = min(_timed(raw) for _ in range(10))
    as_shown = min(_timed(shown) for _ in range(10))
    simulated = _timed(lambda: simulate(partial(cast.acting, None), change))
    return (
        Line(
            what=f"balances of {people:,} people against the same SQL alone",
            measured=as_shown / as_sql,
            promised=2,
            unit="times",
        ),
        Line(what=f"simulation for {people:,} people", measured=simulated, promised=5, unit="s"),
    )


def _close(cast: Cast, people: int) -> tuple[Line, ...]:
    before = _memory()
    took = _timed(lambda: daily.run(partial(cast.acting, None, now=_NEW_YEAR)))
    grown = _memory() - before
    _assert_true(cast)
    return (
        Line(what=f"year close of {people:,} people", measured=took, promised=60, unit="s"),
        Line(what="memory that closing took", measured=grown, promised=50, unit="MB"),
    )


def _assert_true(cast: Cast) -> None:
    """What is measured must also be right, for one person at least."""
    proof = prove(
        partial(cast.acting, None, now=max(NOW, _NEW_YEAR)), employee_id=cast.bea.employee_id
    )
    if proof.differences or proof.behind:
        raise RuntimeError(f"the books are wrong: {proof}")


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _print(lines: list[Line]) -> None:
    print(f"{'what':56} {'measured':>12} {'promised':>12}")
    for line in lines:
        mark = "" if line.measured <= line.promised else "  TOO SLOW"
        print(
            f"{line.what:56} {line.measured:9.2f} {line.unit:5}"
            f"≤ {line.promised:g} {line.unit}{mark}"
        )


if __name__ == "__main__":
    main()
