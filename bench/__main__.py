"""`python -m bench`: the product against pgbench on the same statements, in one run.

Prints calls per second, median and 99th percentile, the ratio to pgbench, with its statements
prepared and with every one of them planned anew, and how many statements and round trips to the
database a call takes; once at 20,000 requests and once at a million.
"""

import argparse
import random
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import psycopg

from bench import calls, dialects, server, statements
from bench.baseline import Baseline, pgbench
from bench.calls import HttpCall, Measured
from bench.load import PEOPLE, REQUESTS, Loaded, load_more_companies, load_one_company
from bench.round_trips import counted
from bench.scenarios import PER_CONNECTION, Scenario, scenarios
from bench.statements import Script
from leavebook.storage import embedded
from leavebook.storage.database import Database
from leavebook.storage.embedded import EmbeddedDatabase
from leavebook.storage.migrate import migrate

_CONNECTIONS = 8
_LONGEST = 600
_HEAD = (
    "requests",
    "call",
    "calls/s",
    "p50 ms",
    "p99 ms",
    "pgbench/s",
    "ratio",
    "planned/s",
    "ratio",
    "statements",
    "trips",
    "cost",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one scenario came to at one size."""

    size: int
    name: str
    measured: Measured
    baseline: Baseline
    planned: Baseline | None
    """pgbench where PostgreSQL plans every statement anew; not for calls that write, which it could
    make only once."""
    statements: int
    round_trips: int

    def ratio(self, baseline: Baseline | None) -> str:
        """Return calls per second against pgbench's transactions per second."""
        return "" if baseline is None else f"{self.measured.per_second / baseline.per_second:.2f}"


def main() -> None:
    """Measure, print the table, and leave nothing behind."""
    wanted = _arguments()
    folder = Path(tempfile.mkdtemp(prefix="leavebook-bench-"))
    database = embedded.start(folder / "postgres")
    try:
        migrate(database.owner_url)
        rows = _measured(database, folder, seconds=wanted.seconds, requests=wanted.requests)
        of_apis = dialects.measure(database)
    finally:
        database.stop()
        shutil.rmtree(folder, ignore_errors=True)
    _print(rows)
    print("\n".join(dialects.show(of_apis)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--seconds", type=int, default=5, help="length of each reading run")
    parser.add_argument(
        "--requests", type=int, default=1_000_000, help="requests at the large size"
    )
    return parser.parse_args()


def _measured(
    database: EmbeddedDatabase, folder: Path, *, seconds: int, requests: int
) -> list[Row]:
    loader = Database(database.url, connections=2, name="bench", patience="0")
    loader.open()
    loaded = load_one_company(loader, database.admin_url)
    loader.close()
    small = PEOPLE * REQUESTS
    rows = _at_size(database, folder, loaded, size=small, seconds=seconds)
    copies = requests // small - 1
    if copies > 0:
        load_more_companies(database.admin_url, loaded, copies)
        rows += _at_size(database, folder, loaded, size=requests, seconds=seconds)
    return rows


def _at_size(
    database: EmbeddedDatabase, folder: Path, loaded: Loaded, *, size: int, seconds: int
) -> list[Row]:
    all_calls = scenarios(loaded, pending=_pending(database, loaded), connections=_CONNECTIONS)
    scripts = {each.name: _script(database, folder, each) for each in all_calls}
    rows = []
    with server.running(database.url, threads=_CONNECTIONS) as running:
        for scenario in all_calls:
            measured = _calls(running.address, scenario, seconds=seconds)
            script, count, round_trips = scripts[scenario.name]
            repeat = partial(
                pgbench, database.url, script, folder, connections=_CONNECTIONS, seconds=seconds
            )
            baseline = repeat(transactions=PER_CONNECTION - 1 if scenario.writes else None)
            planned = None if scenario.writes else repeat(transactions=None, prepared=False)
            rows.append(
                Row(
                    size=size,
                    name=scenario.name,
                    measured=measured,
                    baseline=baseline,
                    planned=planned,
                    statements=count,
                    round_trips=round_trips,
                )
            )
        print(f"web process at {size:,} requests: {running.worker_megabytes():.0f} MB")
    _undo(database)
    return rows


def _calls(address: str, scenario: Scenario, *, seconds: int) -> Measured:
    def call(which: int, turn: int) -> HttpCall | None:
        if not scenario.writes:
            return scenario.make(random.randrange(1, PEOPLE))
        # The first person of the company is the one whose statements were read.
        return (
            None if turn >= PER_CONNECTION - 1 else scenario.make(which * PER_CONNECTION + turn + 1)
        )

    if scenario.writes:
        return calls.measure(address, call, connections=_CONNECTIONS, seconds=_LONGEST)
    calls.measure(address, call, connections=_CONNECTIONS, seconds=1)  # so that caches are warm
    return calls.measure(address, call, connections=_CONNECTIONS, seconds=seconds)


def _script(
    database: EmbeddedDatabase, folder: Path, scenario: Scenario
) -> tuple[Script, int, int]:
    """Return the pgbench script of one call, its statements and round trips to the database."""
    log = folder / "postgres" / "log"
    with (
        statements.logged(database.admin_url),
        counted(database.url) as way,
        server.running(way.url, threads=1) as running,
    ):
        # The second call of a kind is the one that counts: the first fills caches.
        if not scenario.writes:
            _once(running.address, scenario.make(0))
        offset, before = len(log.read_text(errors="replace")), way.round_trips
        _once(running.address, scenario.make(0))
        found, round_trips = statements.statements_since(log, offset), way.round_trips - before
    script = statements.script_of(found, replaced=scenario.replaced(0))
    return replace(script, text=scenario.preamble + script.text), len(found), round_trips


def _once(address: str, call: HttpCall) -> None:
    calls.measure(address, lambda _, turn: call if turn == 0 else None, connections=1, seconds=30)


def _pending(database: EmbeddedDatabase, loaded: Loaded) -> int:
    with psycopg.connect(database.admin_url) as admin:
        row = admin.execute(
            "SELECT min(id) FROM leavebook.leave_request WHERE employee_id = %s"
            " AND first_day BETWEEN '2026-10-01' AND '2026-10-31'",
            (loaded.first_employee,),
        ).fetchone()
    return int(row[0]) if row is not None else 0


def _undo(database: EmbeddedDatabase) -> None:
    """Take back what the writing calls wrote, so that the next size begins as this one did."""
    with psycopg.connect(database.admin_url) as admin:
        admin.execute(
            "UPDATE leavebook.leave_span SET holds = false WHERE span @> '2026-12-02'::timestamp"
        )
        admin.execute(
            "UPDATE leavebook.leave_request SET state = 'withdrawn', stage = NULL"
            " WHERE first_day = '2026-12-02'"
        )
        admin.execute(
            "UPDATE leavebook.leave_request SET state = 'pending', stage = 'manager'"
            " WHERE first_day BETWEEN '2026-10-01' AND '2026-10-31'"
        )


def _print(rows: list[Row]) -> None:
    small = {row.name: row for row in rows if row.size == rows[0].size}
    print(" | ".join(f"{title:>10}" for title in _HEAD))
    for row in rows:
        # How much dearer the call became with size, by what PostgreSQL and the product take.
        cost = small[row.name].measured.per_second / row.measured.per_second
        cells = (
            f"{row.size:,}", row.name, f"{row.measured.per_second:.0f}", f"{row.measured.p50:.1f}",
            f"{row.measured.p99:.1f}", f"{row.baseline.per_second:.0f}", row.ratio(row.baseline),
            f"{row.planned.per_second:.0f}" if row.planned else "", row.ratio(row.planned),
            str(row.statements), str(row.round_trips), f"{cost:.2f}x",
        )  # fmt: skip
        print(" | ".join(f"{cell:>10}" for cell in cells))


if __name__ == "__main__":
    main()
