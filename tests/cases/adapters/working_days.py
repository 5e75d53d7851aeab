"""Cases about what leave costs."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.calendar import WorkCalendar
from leavebook.domain.calendar.counting import (
    CountMode,
    CountRules,
    DayRow,
    Unit,
    amount,
    by_month,
    by_year,
    count,
    days_of,
)
from leavebook.domain.calendar.recount import difference, recount
from tests.cases.adapters.common import calendar_of, spans_of
from tests.cases.runner import Adapter, Data, differing


def counted(given: Data, expect: Data) -> list[str]:
    """Compare the worth of a request, whole and by year and month."""
    rows = _rows(given, calendar_of(given["schedule"], given["holidays"]))
    return differing(_compared(rows, expect))


def recalculated(given: Data, expect: Data) -> list[str]:
    """Compare the worth of a stored request before and after the holidays changed."""
    before = _rows(given, calendar_of(given["schedule"], given["holidays_before"]))
    after = _rows(given, calendar_of(given["schedule"], given["holidays_after"]))
    corrected = days_of(before) + difference(recount(before, after), Unit.DAY)
    return differing(
        (
            ("days_before", Decimal(expect["days_before"]), days_of(before)),
            ("days_after", Decimal(expect["days_after"]), days_of(after)),
            ("days_after by correction", Decimal(expect["days_after"]), corrected),
        )
    )


def _rows(given: Data, calendar: WorkCalendar) -> tuple[DayRow, ...]:
    leave_type = given.get("leave_type", {})
    everything = leave_type.get("counts_non_working_days", False)
    rules = CountRules(
        mode=CountMode.CALENDAR_DAYS if everything else CountMode.WORKING_DAYS,
        counts_holidays=leave_type.get("counts_public_holidays", False),
    )
    return count(spans_of(given["request"]), calendar, rules)


def _compared(rows: tuple[DayRow, ...], expect: Data) -> Iterator[tuple[str, Decimal, Decimal]]:
    if "days" in expect:
        yield "days", Decimal(expect["days"]), days_of(rows)
    if "hours" in expect:
        yield "hours", Decimal(expect["hours"]), amount(rows, Unit.HOUR)
    years = {str(year): part for year, part in by_year(rows).items()}
    for year, days in expect.get("days_by_year", {}).items():
        yield year, Decimal(days), days_of(years.get(year, ()))
    months = {f"{year}-{month:02}": part for (year, month), part in by_month(rows).items()}
    for month, days in expect.get("days_by_month", {}).items():
        yield month, Decimal(days), days_of(months.get(month, ()))


ADAPTERS: Final[Mapping[str, Adapter]] = {"count": counted, "recalc": recalculated}
