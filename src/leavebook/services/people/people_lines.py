"""The lines of a file of people, read: cells become what they mean, or reasons why not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from leavebook.domain.calendar.contracts import weekly_minutes
from leavebook.domain.limits import known_day
from leavebook.domain.people.people import Role
from leavebook.domain.people.people_faults import PeopleFault, Why
from leavebook.domain.people.people_file import Column, Line
from leavebook.domain.policy.policy_problems import problems_with_amount
from leavebook.domain.problems import Refused
from leavebook.domain.texts import one_line
from leavebook.services.people.email_addresses import EmailAddress, read_email

Value = TypeVar("Value")

_LONGEST: Final = {Column.NAME: 150, Column.NUMBER: 50, Column.DEPARTMENT: 150, Column.SITE: 150}
_NUMBER: Final = re.compile(r"[+-]?\d{1,6}([.,]\d{1,4})?", re.ASCII)
_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY_WITH_DOTS: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_ROLES: Final = {
    "employee": Role.EMPLOYEE,
    "mitarbeiter": Role.EMPLOYEE,
    "mitarbeiterin": Role.EMPLOYEE,
    "mitarbeitende": Role.EMPLOYEE,
    "manager": Role.MANAGER,
    "führungskraft": Role.MANAGER,
    "hr": Role.HR,
    "personal": Role.HR,
    "personalabteilung": Role.HR,
    "human resources": Role.HR,
    "admin": Role.ADMIN,
    "administrator": Role.ADMIN,
    "administration": Role.ADMIN,
    "owner": Role.OWNER,
}
_SAID: Final = {
    "blank": Why.MISSING,
    "required": Why.MISSING,
    "too_long": Why.TOO_LONG,
    "not_one_line": Why.NOT_ONE_LINE,
    "not_an_email": Why.NOT_AN_EMAIL,
    "not_whole_minutes": Why.NOT_WHOLE_MINUTES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """What a line says of a person; None is what it says nothing about."""

    line: int
    email: EmailAddress
    full_name: str
    number: str | None
    first_day: date | None
    site: str | None
    department: str | None
    manager: EmailAddress | None
    minutes: int | None
    role: Role | None
    openings: Mapping[int, Decimal]
    """By the id of the leave type."""


@dataclass(slots=True)
class LineReader:
    """Reads one line after the other and keeps every reason why a cell cannot be taken."""

    leave_types: Mapping[str, int]
    """The ids of the leave types by the names that the columns have."""
    faults: list[PeopleFault] = field(default_factory=list)

    def read(self, line: Line) -> PersonLine | None:
        """Return what the line says; None where it does not even say who it is about."""
        name = self._text(line, Column.NAME, needed=True)
        email = self._cell(line, Column.EMAIL, read_email, needed=True)
        rest = PersonLine(
            line=line.number,
            full_name=name or "",
            email=email or EmailAddress("", ""),
            number=self._text(line, Column.NUMBER),
            first_day=self._cell(line, Column.FIRST_DAY, _day),
            site=self._text(line, Column.SITE),
            department=self._text(line, Column.DEPARTMENT),
            manager=self._cell(line, Column.MANAGER, read_email),
            minutes=self._cell(line, Column.HOURS, lambda typed: weekly_minutes(_number(typed))),
            role=self._cell(line, Column.ROLE, _role),
            openings=self._openings(line),
        )
        return rest if email is not None else None

    def _text(self, line: Line, column: Column, *, needed: bool = False) -> str | None:
        return self._cell(
            line,
            column,
            lambda typed: one_line(typed, field=column, at_most=_LONGEST[column]),
            needed=needed,
        )

    def _cell(
        self, line: Line, column: Column, read: Callable[[str], Value], *, needed: bool = False
    ) -> Value | None:
        typed = line.cells.get(column, "")
        if not typed:
            if needed and column in line.cells:
                self.faults.append(PeopleFault(line.number, column, Why.MISSING))
            return None
        return self._kept(line.number, column, typed, read)

    def _openings(self, line: Line) -> dict[int, Decimal]:
        found = {}
        for name, typed in line.openings.items():
            amount = self._kept(line.number, name, typed, _amount) if typed else None
            if amount and name in self.leave_types:
                found[self.leave_types[name]] = amount
        return found

    def _kept(
        self, line: int, column: str, typed: str, read: Callable[[str], Value]
    ) -> Value | None:
        try:
            return read(typed)
        except _NotThis as fault:
            self.faults.append(PeopleFault(line, column, fault.why, typed))
        except Refused as refusal:
            problem = str(refusal.problems[0].facts.get("problem"))
            why = _SAID.get(problem, Why.OUT_OF_RANGE)
            self.faults.append(PeopleFault(line, column, why, typed))
        return None


class _NotThis(Exception):  # noqa: N818  says what is so
    """The cell cannot be read, and why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def _day(typed: str) -> date:
    parts = _DAY.fullmatch(typed)
    turned = _DAY_WITH_DOTS.fullmatch(typed)
    if parts is None and turned is None:
        raise _NotThis(Why.NOT_A_DATE)
    year, month, day = parts.groups() if parts else turned.groups()[::-1] if turned else ("",) * 3
    try:
        found = date(int(year), int(month), int(day))
    except ValueError as error:
        raise _NotThis(Why.NOT_A_DATE) from error
    return known_day(found, field=Column.FIRST_DAY)


def _number(typed: str) -> Decimal:
    if _NUMBER.fullmatch(typed) is None:
        raise _NotThis(Why.NOT_A_NUMBER)
    return Decimal(typed.replace(",", "."))


def _amount(typed: str) -> Decimal:
    amount = _number(typed)
    if problems_with_amount("amount", amount):
        raise _NotThis(Why.OUT_OF_RANGE)
    return amount


def _role(typed: str) -> Role:
    found = _ROLES.get(typed.casefold())
    if found is None:
        raise _NotThis(Why.UNKNOWN_ROLE)
    return found
