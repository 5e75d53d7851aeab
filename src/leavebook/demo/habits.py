"""When somebody joined and what they take off: the same whenever the demo is made."""

from datetime import date, timedelta
from random import Random
from typing import Final

from leavebook.demo.cast import Person
from leavebook.demo.companies import DemoCompany
from leavebook.demo.courses import Course, courses
from leavebook.demo.situation import Situation
from leavebook.demo.wishes import Wish, full_year, light_year, open_wish

_QUIET_DAYS: Final = timedelta(days=7)
_SETTLING_IN: Final = timedelta(days=30)
_AHEAD: Final = timedelta(days=100)


def _rng(*about: object) -> Random:
    # The same people take the same days off whenever the demo is made.
    return Random("/".join(str(each) for each in about))  # noqa: S311  believable, not secret


def joined_on(person: Person, company: DemoCompany, today: date) -> date:
    """Return the first day of work; who is new began with the year."""
    if person.is_new:
        return date(today.year, 1, 1)
    rng = _rng(company.codename, person.key)
    if person.is_named:
        return date(today.year - 2, rng.randint(1, 5), 1)
    return date(today.year - rng.choice((2, 2, 3)), rng.randint(1, 12), rng.choice((1, 1, 15)))


def courses_of(company: DemoCompany, person: Person, situation: Situation) -> tuple[Course, ...]:
    """Return what somebody has asked for by now; who is new has not asked for anything."""
    if person.is_new:
        return ()
    rng = _rng(company.codename, person.key, situation.today.year)
    return courses(
        _wishes(company, person, situation, rng),
        rng=rng,
        now=situation.now,
        joined=situation.joined,
        stages=2,
    )


def _wishes(company: DemoCompany, person: Person, situation: Situation, rng: Random) -> list[Wish]:
    today, joined = situation.today, situation.joined
    found = [open_wish(rng, today, company.codes)] if person.opens_with_request else []
    until = today - _QUIET_DAYS if person.is_named else today + _AHEAD
    for year in range(joined.year, until.year + 1):
        # Who joined during a year, or asks for something now, wants less in it.
        light = person.is_named or year == joined.year or person.opens_with_request
        wishes = (
            light_year(rng, year, company.codes, half_days=company.codes.paternity is not None)
            if light
            else full_year(rng, year, company.codes, person.gender)
        )
        found += [
            wish
            for wish in wishes
            if wish.span.first >= joined + _SETTLING_IN and wish.span.last < until
        ]
    return found
