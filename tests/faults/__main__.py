"""`make faults`: plays every fault at every call of every system, and counts.

A row for each system and each thing that happens to a request; in the columns how often what
went wrong, went wrong there, and in how many of these plots the system held in the end what it
should, once. Only what was really played is counted.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest

from tests.integrations.stand_in import Fault

_TESTS: Final = "tests/integrations/test_faults.py"
_KILLED: Final = "killed"
_LOST: Final = "no answer"
_GARBAGE: Final = "garbage"
_RIGHT: Final = "right"


@dataclass
class Tally:
    """What was played, by its row and its column."""

    played: dict[str, tuple[tuple[str, str], str]] = field(default_factory=dict)
    counts: Counter[tuple[tuple[str, str], str]] = field(default_factory=Counter)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Learn what each test plays; those that play no fault are not counted."""
        for item in items:
            params = getattr(item, "callspec", None)
            if params is not None and (column := _column(params.params)):
                row = params.params["world"], params.params["plot"].name
                self.played[item.nodeid] = row, column

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a plot that was played to its end."""
        if report.when == "call" and report.nodeid in self.played:
            row, column = self.played[report.nodeid]
            self.counts[row, column] += 1
            self.counts[row, _RIGHT] += report.passed

    def lines(self) -> Iterator[str]:
        """Yield the table."""
        found = {column for _, column in self.counts} - {_RIGHT}
        columns = [*sorted(each for each in found if each.isdigit())]
        columns += [each for each in (_LOST, _GARBAGE, _KILLED) if each in found]
        yield (
            f"{'system':<21}{'what happens':<30}"
            + "".join(f"{each:>10}" for each in columns)
            + (f"{'played':>9}{_RIGHT:>9}")
        )
        rows = sorted({row for row, _ in self.counts})
        for system, plot in rows:
            cells = [self.counts[(system, plot), each] for each in columns]
            ends = sum(cells), self.counts[(system, plot), _RIGHT]
            yield (
                f"{system:<21}{plot:<30}"
                + "".join(f"{each:>10}" for each in cells)
                + (f"{ends[0]:>9}{ends[1]:>9}")
            )
        played = sum(number for (_, column), number in self.counts.items() if column != _RIGHT)
        right = sum(number for (_, column), number in self.counts.items() if column == _RIGHT)
        yield f"{played:,} faults played, {right:,} ended right"


def _column(params: dict[str, Any]) -> str | None:
    if "when" in params:
        return _KILLED
    fault = params.get("fault")
    if not isinstance(fault, Fault):
        return None
    if fault.body is not None:
        return _GARBAGE
    return _LOST if fault.status is None else str(fault.status)


if __name__ == "__main__":
    tally = Tally()
    status = pytest.main(["-q", _TESTS, *sys.argv[1:]], plugins=[tally])
    sys.stdout.write("\n".join(tally.lines()) + "\n")
    sys.exit(status)
