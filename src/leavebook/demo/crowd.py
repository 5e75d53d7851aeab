"""Thousands of generated people with a year of leave each, for pages and load."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from leavebook.demo import house
from leavebook.demo.cast import FULL_TIME, Person
from leavebook.demo.companies import COMPANIES
from leavebook.demo.courses import courses
from leavebook.demo.house import House
from leavebook.demo.loading import known_people
from leavebook.demo.names import key_of, name_of
from leavebook.demo.past import past_of
from leavebook.demo.person_rows import rows_of, terms_of
from leavebook.demo.situation import Situation
from leavebook.demo.staffing import Ids
from leavebook.demo.template import EMPLOYEE, EXECUTIVE, MANAGER, USER, Copy, Template, write
from leavebook.demo.wishes import plain_year
from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import AccessLevel, Role
from leavebook.storage import demo_installation, doors
from leavebook.storage.books import bulk
from leavebook.storage.company.companies import Site
from leavebook.storage.database import Database
from leavebook.storage.transaction import Transaction, in_company

ACME: Final = COMPANIES[0]

_SHAPES: Final = 48
_HOURS: Final = (FULL_TIME, FULL_TIME, FULL_TIME, 32, 30, 20)
_TEAM: Final = 25
_AT_ONCE: Final = 20 * _TEAM
_SIDE_BY_SIDE: Final = 2
_A_YEAR: Final = timedelta(days=365)
_AHEAD: Final = timedelta(days=60)
_NUMBERED: Final = "G-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Everything that many people have in common; each is made for a place in a team."""

    situation: Situation
    site: Site
    weekly_hours: int
    leave: Template


def add_people(database: Database, count: int, *, now: datetime) -> None:
    """Add so many generated people to acme, in teams with a manager, with a year of leave each.

    They have logins without passwords. Each five hundred are added together or not at all;
    the database works on two such crowds at a time.
    """
    company_id = doors.company_with_codename(database, ACME.codename)
    if company_id is None:
        raise LookupError("acme is not loaded")

    def in_acme(into: Database) -> AbstractContextManager[Transaction]:
        actor = Actor.of_the_house(company_id)
        return in_company(into, company_id, actor=actor, now=now, door="import")

    def add(places: range) -> None:
        with in_acme(side_by_side) as tx:
            _add(tx, shapes, places)

    with in_acme(database) as tx:
        shapes = _shapes(tx)
        first = _count(tx)
    side_by_side = Database(
        database.url, connections=_SIDE_BY_SIDE, name="leavebook-demo", patience="60s"
    )
    side_by_side.open()
    try:
        with ThreadPoolExecutor(_SIDE_BY_SIDE) as workers:
            list(workers.map(add, _crowds(first, count)))
    finally:
        side_by_side.close()


def _crowds(first: int, count: int) -> Iterator[range]:
    end = first + count
    for start in range(first, end, _AT_ONCE):
        yield range(start, min(start + _AT_ONCE, end))


def how_many(database: Database, *, now: datetime) -> int:
    """Return how many generated people acme has."""
    company_id = doors.company_with_codename(database, ACME.codename)
    if company_id is None:
        return 0
    actor = Actor.of_the_house(company_id)
    with in_company(database, company_id, actor=actor, now=now, door="import") as tx:
        return _count(tx)


def _count(tx: Transaction) -> int:
    return demo_installation.number_of(tx, numbered_like=f"{_NUMBERED}%")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shapes:
    house: House
    admin: Ids
    members: Sequence[Shape]
    managers: Sequence[Shape]


def _shapes(tx: Transaction) -> _Shapes:
    built = house.known(tx)
    admin = known_people(tx, ACME)[ACME.people[0].key]
    return _Shapes(
        house=built,
        admin=Ids(admin.employee_id, admin.user_id),
        members=[_shape(tx, built, place, manages=False) for place in range(_SHAPES)],
        managers=[_shape(tx, built, place, manages=True) for place in range(_SHAPES // 4)],
    )


def _shape(tx: Transaction, built: House, place: int, *, manages: bool) -> Shape:
    rng = Random(f"{place}/{manages}")  # noqa: S311  believable, not secret
    site = sorted(built.sites.values(), key=lambda each: each.name)[place % len(built.sites)]
    today = tx.now.astimezone(ZoneInfo(site.timezone)).date()
    joined = date(today.year - 1, 1, rng.randint(1, 14))
    hours = FULL_TIME if manages else rng.choice(_HOURS)
    situation = Situation(
        company_id=tx.company.id,
        now=tx.now,
        today=today,
        joined=joined,
        terms=terms_of(joined, site.id, hours),
        role=Role.MANAGER if manages else Role.EMPLOYEE,
        level=AccessLevel.MANAGER if manages else AccessLevel.EMPLOYEE,
        manager_role=Role.ADMIN if manages else Role.MANAGER,
        manager_level=AccessLevel.EXECUTIVE if manages else AccessLevel.MANAGER,
        holidays=built.holidays[site.id],
    )
    return Shape(
        situation=situation,
        site=site,
        weekly_hours=hours,
        leave=_a_year(situation, built, rng),
    )


def _a_year(situation: Situation, built: House, rng: Random) -> Template:
    today = situation.today
    wishes = [
        wish
        for year in (today.year - 1, today.year, today.year + 1)
        for wish in plain_year(rng, year, ACME.codes)
        if today - _A_YEAR <= wish.span.first and wish.span.last <= today + _AHEAD
    ]
    past = courses(wishes, rng=rng, now=situation.now, joined=situation.joined)
    return past_of(situation, built.kinds, past)


def _add(tx: Transaction, shapes: _Shapes, places: range) -> None:
    ids = map(
        Ids,
        bulk.take_ids(tx, "employee", len(places)),
        bulk.take_ids(tx, "user_account", len(places)),
    )
    people = zip(places, ids, strict=True)
    copies: list[Copy] = []
    while team := list(islice(people, _TEAM)):
        copies += _team(shapes, team)
    write(tx, copies)


def _team(shapes: _Shapes, team: Sequence[tuple[int, Ids]]) -> list[Copy]:
    (place, leader), *others = team
    return [
        _copy(shapes, shapes.managers[place % len(shapes.managers)], (place, leader), shapes.admin),
        *(
            _copy(shapes, shapes.members[place % len(shapes.members)], (place, ids), leader)
            for place, ids in others
        ),
    ]


def _copy(shapes: _Shapes, shape: Shape, who: tuple[int, Ids], manager: Ids) -> Copy:
    place, ids = who
    name, gender = name_of(place)
    departments = sorted(shapes.house.departments)
    department = departments[place // _TEAM % len(departments)]
    person = Person(
        key=f"{key_of(name)}.{place + 1}",
        name=name,
        number=f"{_NUMBERED}{place + 1:06}",
        site=shape.site.name,
        department=department,
        gender=gender,
        role=shape.situation.role,
        level=shape.situation.level,
        weekly_hours=shape.weekly_hours,
        is_named=False,
    )
    return Copy(
        template=shape.leave,
        own=rows_of(
            person,
            shape.situation,
            codename=ACME.codename,
            password_hash=None,
            department_id=shapes.house.departments[department],
            manager_id=manager.employee,
        ),
        marks={
            EMPLOYEE: ids.employee,
            USER: ids.user,
            MANAGER: manager.user,
            EXECUTIVE: shapes.admin.user,
        },
    )
