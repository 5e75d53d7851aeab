"""What is true of the company as a whole, and who agrees to leave where nothing else is said."""

from calendar import monthrange
from dataclasses import dataclass
from typing import Final

from leavebook.domain.approval.states import Chain
from leavebook.domain.faults import Faults
from leavebook.domain.limits import invalid
from leavebook.domain.policy.lengths import NEW_YEAR, MonthDay
from leavebook.domain.texts import one_line
from leavebook.services.company.countries import known_zone
from leavebook.services.company.setting_up import assert_may_set_up
from leavebook.storage import events
from leavebook.storage.company import companies, company_settings
from leavebook.storage.transaction import Transaction

LANGUAGES: Final = ("en", "de")
MONDAY: Final = 1
WEEK_STARTS: Final = (MONDAY, 6, 7)
"""The days on which weeks begin somewhere: Monday, Saturday, Sunday."""

_WEEK_START: Final = "week_start"
_LEAVE_YEAR: Final = "leave_year"
_LONGEST_NAME: Final = 150
_MONTHS: Final = 12
_LEAP: Final = 2024


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyFacts:
    """A company's name and habits; leave types that are offered later begin with its leave year.

    `week_start` is a day of the week from 1, Monday, to 7.
    """

    name: str
    timezone: str
    language: str = LANGUAGES[0]
    week_start: int = MONDAY
    leave_year: MonthDay = NEW_YEAR


def company_facts(tx: Transaction) -> CompanyFacts:
    """Return what is known of the company."""
    kept = companies.named(tx)
    return CompanyFacts(
        name=kept.name,
        timezone=kept.timezone,
        language=kept.locale,
        week_start=week_start(tx),
        leave_year=leave_year(tx),
    )


def week_start(tx: Transaction) -> int:
    """Return the day on which the company's weeks begin, from 1, Monday, to 7."""
    chosen = company_settings.read(tx, _WEEK_START)
    return chosen if isinstance(chosen, int) and chosen in WEEK_STARTS else MONDAY


def leave_year(tx: Transaction) -> MonthDay:
    """Return the day on which leave years begin in this company."""
    chosen = company_settings.read(tx, _LEAVE_YEAR)
    if not isinstance(chosen, str):
        return NEW_YEAR
    month, _, day = chosen.partition("-")
    return MonthDay(int(month), int(day))


def change_facts(tx: Transaction, facts: CompanyFacts) -> None:
    """Have other facts hold from now on, or refuse with every reason at once."""
    assert_may_set_up(tx)
    faults = Faults()
    name = faults.keep(lambda: one_line(facts.name, field="name", at_most=_LONGEST_NAME))
    zone = faults.keep(lambda: known_zone(facts.timezone))
    if facts.language not in LANGUAGES:
        faults.problems.extend(invalid("language", "unknown", allowed=LANGUAGES).problems)
    if facts.week_start not in WEEK_STARTS:
        faults.problems.extend(invalid("week_start", "unknown", allowed=WEEK_STARTS).problems)
    year = facts.leave_year
    if not (1 <= year.month <= _MONTHS and 1 <= year.day <= monthrange(_LEAP, year.month)[1]):
        faults.problems.extend(invalid("leave_year", "not_a_date").problems)
    faults.refuse_if_any()
    companies.change(tx, name=name or "", timezone=zone or "", locale=facts.language)
    company_settings.choose(tx, _WEEK_START, facts.week_start)
    company_settings.choose(tx, _LEAVE_YEAR, f"{year.month:02}-{year.day:02}")
    events.record(tx, "company.changed")


def let_decide(tx: Transaction, chain: Chain) -> None:
    """Have requests that are made from now on go this way, where their leave type says nothing."""
    assert_may_set_up(tx)
    companies.set_approval(tx, chain)
    events.record(tx, "company.approval_changed", chain=chain)
