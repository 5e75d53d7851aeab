"""`python -m bench.pages`: how long pages take and what they weigh, against what was promised.

A company of 1,000 people with ten days of leave each; one web process, one visitor at a time.
"""

import argparse
import gzip
import re
import shutil
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import httpx2

from bench import server, statements
from bench.load import Loaded, load_one_company
from leavebook.services.sign_in import credentials
from leavebook.services.sign_in.credentials import CredentialKind
from leavebook.storage import embedded
from leavebook.storage.database import Database
from leavebook.storage.embedded import EmbeddedDatabase
from leavebook.storage.migrate import migrate
from tests.cast import NOW, Cast

_PEOPLE: Final = 1_000
_ASSET = re.compile(r'(?:href|src)="(/static/[^"#]+)')
_MOST_MS: Final = {"wallchart": 300.0}
_MOST_MS_OF_A_PAGE: Final = 60.0
_MOST_KB_PLAIN: Final = {"wallchart": 1_500.0}
_MOST_KB_PACKED: Final = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One page: milliseconds to answer, and kilobytes."""

    name: str
    p50: float
    p95: float
    plain: float
    packed: float
    """The page and every asset it names, compressed; the assets come once and stay."""
    absences: int
    """Statements that read requests."""


def main() -> None:
    """Measure, print the table, and leave nothing behind."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages")
    parser.add_argument("--times", type=int, default=40, help="visits of each page")
    times = parser.parse_args().times
    folder = Path(tempfile.mkdtemp(prefix="leavebook-bench-"))
    database = embedded.start(folder / "postgres")
    try:
        migrate(database.owner_url)
        loader = Database(database.url, connections=2, name="bench", patience="0")
        loader.open()
        loaded = load_one_company(loader, database.admin_url, people=_PEOPLE)
        secrets = {who: _session(loaded.cast, who) for who in ("ada", "mo", "bea")}
        loader.close()
        _print(_measured(database, folder, loaded, secrets, times=times))
    finally:
        database.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _session(cast: Cast, who: str) -> str:
    with cast.acting(who) as tx:
        return credentials.issue(
            tx, CredentialKind.WEB_SESSION, name="Bench", expires_at=NOW + timedelta(days=7)
        ).secret


def _pages(loaded: Loaded) -> tuple[tuple[str, str, str], ...]:
    leave_type = loaded.cast.leave_types["AL"]
    return (
        ("wallchart", "ada", "/calendar?month=2026-05"),
        ("my leave", "bea", "/"),
        ("ask for leave", "bea", "/ask"),
        ("inbox", "mo", "/inbox"),
        ("a person", "ada", f"/people/{loaded.first_employee}"),
        ("balance explained", "bea", f"/balances/{loaded.first_employee}/{leave_type}"),
        ("leave types", "ada", "/leave-types"),
    )


def _measured(
    database: EmbeddedDatabase,
    folder: Path,
    loaded: Loaded,
    secrets: dict[str, str],
    *,
    times: int,
) -> list[Weighed]:
    log = folder / "postgres" / "log"
    found = []
    with server.running(database.url, threads=8) as running:
        for name, who, path in _pages(loaded):
            with httpx2.Client(
                base_url=running.address, cookies={"leavebook": secrets[who]}, timeout=30
            ) as browser:
                found.append(_visit(browser, name, path, times=times))
    with statements.logged(database.admin_url), server.running(database.url, threads=1) as running:
        for place, (_, who, path) in enumerate(_pages(loaded)):
            cookies = {"leavebook": secrets[who]}
            httpx2.get(running.address + path, cookies=cookies).raise_for_status()
            before = len(log.read_text(errors="replace"))
            httpx2.get(running.address + path, cookies=cookies).raise_for_status()
            run = statements.statements_since(log, before)
            found[place] = replace(found[place], absences=_reading_requests(run))
    return found


def _visit(browser: httpx2.Client, name: str, path: str, *, times: int) -> Weighed:
    page = browser.get(path)
    page.raise_for_status()
    assets = dict.fromkeys(_ASSET.findall(page.text))
    packed = len(gzip.compress(page.content)) + sum(
        len(gzip.compress(browser.get(asset).content)) for asset in assets
    )
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        browser.get(path).raise_for_status()
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return Weighed(
        name=name,
        p50=taken[len(taken) // 2],
        p95=taken[int(len(taken) * 0.95)],
        plain=len(page.content) / 1000,
        packed=packed / 1000,
        absences=0,
    )


def _reading_requests(run: list[statements.Statement]) -> int:
    return sum("FROM leave_request AS r" in each.text for each in run)


def _print(pages: list[Weighed]) -> None:
    print(
        f"{'page':<20}{'p50 ms':>9}{'p95 ms':>9}{'promised':>10}{'kB':>8}{'promised':>10}"
        f"{'packed kB':>11}{'promised':>10}{'requests read in':>18}"
    )
    for page in pages:
        most = _MOST_MS.get(page.name, _MOST_MS_OF_A_PAGE)
        plain = _MOST_KB_PLAIN.get(page.name)
        print(
            f"{page.name:<20}{page.p50:>9.1f}{page.p95:>9.1f}{f'≤ {most:.0f}':>10}"
            f"{page.plain:>8.0f}{'' if plain is None else f'≤ {plain:.0f}':>10}"
            f"{page.packed:>11.0f}{f'≤ {_MOST_KB_PACKED:.0f}':>10}"
            f"{f'{page.absences} statements':>18}"
        )


if __name__ == "__main__":
    main()
