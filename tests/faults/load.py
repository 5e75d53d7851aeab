"""A small load that remembers what it was told, so that nothing of it can be lost unnoticed."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import httpx2

from tests.conftest import bearer

PEOPLE: Final = ("john", "erik", "lena", "sven")
PACE: Final = 0.1
"""Seconds between two calls of one person."""

REQUESTS: Final = "/api/v1/leave/requests"


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo company on a running server, as its description has it."""

    address: str
    acme: Mapping[str, Any]

    def token(self, who: str) -> str:
        """Return somebody's token."""
        return str(self.acme["people"][who]["token"])

    def ask(self, api: httpx2.Client, who: str, day: date) -> httpx2.Response:
        """Ask for one day of unpaid leave."""
        body = {
            "employee_id": self.acme["people"][who]["employee_id"],
            "leave_type_id": self.acme["leave_types"]["UL"]["id"],
            "start_date": day.isoformat(),
            "end_date": day.isoformat(),
        }
        return api.post(REQUESTS, json=body, headers=bearer(self.token(who)))


def demo_at(address: str, data: Path) -> Demo:
    """Return the demo that is served from a data directory."""
    described = json.loads((data / "demo.json").read_text())
    return Demo(address, described["companies"]["acme"])


@dataclass(slots=True)
class Load:
    """Several people who ask for one day after the other until they are told to stop."""

    demo: Demo
    first: date
    acknowledged: dict[int, str] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)
    enough: threading.Event = field(default_factory=threading.Event)

    def run(self, who: str) -> None:
        """Ask for every day from the first on, and note what was promised."""
        day = self.first
        with httpx2.Client(base_url=self.demo.address, timeout=10) as api:
            while not self.enough.wait(PACE):
                day += timedelta(days=1)
                try:
                    answer = self.demo.ask(api, who, day)
                except httpx2.TransportError:
                    continue
                if answer.is_success:
                    self.acknowledged[answer.json()["data"]["id"]] = day.isoformat()
                elif answer.status_code not in {422, 503}:
                    self.strange.append(f"{answer.status_code} {answer.text}")


@contextmanager
def under_load(demo: Demo, first: date) -> Iterator[Load]:
    """Run the load in the background until the block ends."""
    load = Load(demo, first)
    threads = [threading.Thread(target=load.run, args=(who,), daemon=True) for who in PEOPLE]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.enough.set()
        for thread in threads:
            thread.join(30)
