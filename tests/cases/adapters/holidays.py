"""Cases about statutory holidays and the company's own half days."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from leavebook.domain.calendar.calendar import CompanyDay, Holiday, Part, WorkCalendar
from leavebook.domain.calendar.patterns import WorkingPattern, even_week
from leavebook.services.company.public_holidays import public_holidays
from tests.cases.adapters.common import day
from tests.cases.runner import Adapter, Data, differing

EVERY_DAY: Final = WorkingPattern((even_week(7 * 480, range(7)),))


def year_list(given: Data, expect: Data) -> list[str]:
    """Compare the complete set of the year's dates."""
    return differing([("dates", set(expect["dates"]), _dates(given))])


def membership(given: Data, expect: Data) -> list[str]:
    """Compare the dates that must be, and must not be, holidays."""
    dates = _dates(given)
    return differing(
        (
            ("missing", set(), set(expect["includes"]) - dates),
            ("unexpected", set(), set(expect["excludes"]) & dates),
        )
    )


def company_half_day(given: Data, expect: Data) -> list[str]:
    """Compare how much of the date is still worked."""
    on = day(given["date"])
    own = _holiday(given["company_rule"], on.year)
    calendar = WorkCalendar((EVERY_DAY,), () if own is None else (own,))
    fraction = Decimal(expect["working_fraction"])
    return differing([("working_fraction", fraction, calendar.worth(on).fraction)])


def company_half_day_range(given: Data, expect: Data) -> list[str]:
    """Compare all holidays of the range, the company's and the statutory ones."""
    first, last = day(given["from"]), day(given["to"])
    own = [
        holiday
        for year in range(first.year, last.year + 1)
        for rule in given["company_rules"]
        if (holiday := _holiday(rule, year)) is not None
    ]
    statutory = [
        Holiday(holiday.on, holiday.name)
        for year in range(first.year, last.year + 1)
        for holiday in public_holidays(given["country"], given.get("region"), None, year)
    ]
    found = {(h.on, h.free.value) for h in (*own, *statutory) if first <= h.on <= last}
    wanted = {(day(entry["date"]), entry["part"]) for entry in expect["entries"]}
    return differing([("entries", wanted, found)])


def _dates(given: Data) -> set[str]:
    found = public_holidays(
        given["country"], given.get("region"), given.get("subregion"), given["year"]
    )
    return {holiday.on.isoformat() for holiday in found}


def _holiday(rule: Data, year: int) -> Holiday | None:
    month, day_of_month = (int(part) for part in rule["day"].split("-"))
    working = None if rule["working_part"] == "none" else Part(rule["working_part"])
    return CompanyDay(month, day_of_month, "", working).holiday_in(year)


ADAPTERS: Final[Mapping[str, Adapter]] = {
    "year_list": year_list,
    "membership": membership,
    "company_half_day": company_half_day,
    "company_half_day_range": company_half_day_range,
}
