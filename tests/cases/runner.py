"""Reads case files and asks the product each question in them."""

import importlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

Data = Mapping[str, Any]
"""A JSON object whose shape its kind decides; fractions are read as exact decimals."""

Adapter = Callable[[Data, Data], list[str]]
"""Translates what is given, asks the product, and says what differs from what is expected."""


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its expected answer."""

    theme: str
    id: str
    kind: str
    given: Data
    expect: Data
    peer_specific: bool
    description: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case; every difference reads "what: expected …, got …"."""

    case: Case
    verdict: Verdict
    differences: tuple[str, ...] = ()


def read_cases(directory: Path) -> Iterator[Case]:
    """Yield every case of every JSON file of the directory, by file and then in its order."""
    for path in sorted(directory.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for case in content["cases"]:
            yield Case(
                theme=content.get("theme", path.stem),
                id=case["id"],
                kind=case["kind"],
                given=case["given"],
                expect=case["expect"],
                peer_specific=bool(case.get("notes", {}).get("peer_specific")),
                description=case.get("description", ""),
            )


def run(case: Case) -> Result:
    """Return whether the product gives the expected answer; a crash is a failure."""
    try:
        adapter = _adapters(case.theme).get(case.kind)
        if adapter is None:
            return Result(case, Verdict.UNSUPPORTED)
        differences = adapter(case.given, case.expect)
    except Exception as error:  # noqa: BLE001  one broken adapter must not hide the other cases
        differences = [f"expected an answer, got {type(error).__name__}: {error}"]
    verdict = Verdict.FAILED if differences else Verdict.PASSED
    return Result(case, verdict, tuple(differences))


def differing(pairs: Iterable[tuple[str, object, object]]) -> list[str]:
    """Return a line for every (what, expected, got) whose two sides differ."""
    return [
        f"{what}: expected {expected}, got {got}"
        for what, expected, got in pairs
        if expected != got
    ]


def _adapters(theme: str) -> Mapping[str, Adapter]:
    try:
        module = importlib.import_module(f"tests.cases.adapters.{theme}")
    except ModuleNotFoundError as error:
        if error.name != f"tests.cases.adapters.{theme}":
            raise
        return {}
    adapters: Mapping[str, Adapter] = module.ADAPTERS
    return adapters
