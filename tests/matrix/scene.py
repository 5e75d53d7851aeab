"""A company in which everybody of the matrix works, and everybody they could lay hands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from typing import Final
from uuid import UUID, uuid4

from leavebook.domain.approval.states import Chain, State
from leavebook.domain.calendar.counting import CountMode, Unit
from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.people.people import AccessLevel, Gender, Role
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.database import Database
from leavebook.storage.sign_in import credentials
from leavebook.storage.sign_in.credentials import CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from tests.cast import NOW, Cast, Member, _member, found_company, open_ledger

EXPIRED: Final = NOW - timedelta(days=1)
LEFT: Final = NOW.date() - timedelta(days=31)
EVERYTHING: Final = ("leave", "people")


class Who(StrEnum):
    """Who calls."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    HR = "hr"
    ADMIN = "admin"
    EXECUTIVE = "executive"
    COMPANY = "company"


class Whose(StrEnum):
    """About whom the call is."""

    OWN = "own"
    COLLEAGUE = "colleague"
    REPORT = "report"
    ELSEWHERE = "elsewhere"


class Dead(StrEnum):
    """A credential that is none, or none any more."""

    NONE = "none"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    EXPIRED = "expired"
    EX_EMPLOYEE = "ex-employee"


CAST: Final = {
    Who.EMPLOYEE: ("bea", "kim", None),
    Who.MANAGER: ("mo", "pia", "bea"),
    Who.HR: ("hana", "bea", "rob"),
    Who.ADMIN: ("ada", "bea", "mo"),
    Who.EXECUTIVE: ("eve", "bea", "pia"),
    Who.COMPANY: ("ada", "bea", None),
}
"""Who plays each part, with a colleague outside their line and a report; a company's token is
good for the whole company, and "own" is whoever answers for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The person a call is about, with a request that waits; nobody has these ids elsewhere."""

    name: str
    employee_id: int
    request_id: int
    request_uuid: UUID
    reason: str
    extra: Mapping[str, object] = field(default_factory=dict)
    """Ids of what else a door keeps about the person."""


NOBODY: Final = Subject(
    name="Nobody",
    employee_id=987_654_321_987,
    request_id=987_654_321_987,
    request_uuid=UUID("12345678-1234-4234-8234-123456789abc"),
    reason="never asked",
)
"""Ids that no company has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The company, with a fresh day for every request."""

    cast: Cast
    days: "count[int]" = field(default_factory=count)

    def next_day(self) -> date:
        """Return a working day on which nobody has asked for leave yet."""
        week, weekday = divmod(next(self.days), 5)
        return date(2026, 6, 1) + timedelta(weeks=week, days=weekday)

    def member(self, who: Who, whose: Whose) -> Member:
        """Return the person who is this to the one who calls."""
        own, colleague, report = CAST[who]
        chosen = {Whose.OWN: own, Whose.COLLEAGUE: colleague, Whose.REPORT: report}[whose]
        assert chosen is not None, f"{who} has no {whose}"
        return self.cast.members[chosen]

    def asked_by(self, member: Member, *, approved: bool = False) -> Subject:
        """Have the person ask for a day off, and have it approved where that is wanted."""
        name = member.name.lower()
        day, reason = self.next_day(), f"because {uuid4().hex}"
        with self.cast.acting(name) as tx:
            request = requests.submit(
                tx,
                LeaveAsked(
                    employee_id=member.employee_id,
                    leave_type_id=self.cast.leave_types["UL"],
                    spans=(whole_days(day, day),),
                    reason=reason,
                ),
            )
        if approved and request.state is State.PENDING:
            with self.cast.acting("eve" if name == "ada" else "ada") as tx:
                decisions.approve(tx, request.id)
        return Subject(
            name=member.name,
            employee_id=member.employee_id,
            request_id=request.id,
            request_uuid=request.uuid,
            reason=reason,
        )

    def token_of(self, who: Who, kind: CredentialKind = CredentialKind.USER_TOKEN) -> str:
        """Return a new token or session of the person, or a token of the company."""
        member = self.member(who, Whose.OWN)
        kind = CredentialKind.COMPANY_TOKEN if who is Who.COMPANY else kind
        return self._issued(kind, member.user_id)

    def dead_token(self, how: Dead, kind: CredentialKind = CredentialKind.USER_TOKEN) -> str | None:
        """Return a token or session with which nobody may enter."""
        match how:
            case Dead.NONE:
                return None
            case Dead.UNKNOWN:
                return uuid4().hex + uuid4().hex
            case Dead.EX_EMPLOYEE:
                return self._issued(kind, self.cast.members["lou"].user_id)
        ada = self.cast.members["ada"].user_id
        return self._issued(kind, ada, dead=how)

    def _issued(self, kind: CredentialKind, user_id: int, *, dead: Dead | None = None) -> str:
        token = uuid4().hex + uuid4().hex
        with self.cast.acting() as tx:
            credential_id = credentials.add(
                tx,
                kind=kind,
                name="matrix",
                user_id=user_id,
                digest=digest_of(token),
                last_four=token[-4:],
                scopes=EVERYTHING,
                expires_at=EXPIRED if dead is Dead.EXPIRED else None,
            )
            if dead is Dead.REVOKED:
                credentials.revoke(tx, credential_id)
        return token


def _company_for(database: Database, door: str) -> Cast:
    if door != "nucleus":
        return found_company(database)
    calendar_days = CountMode.CALENDAR_DAYS
    return found_company(database, counting=calendar_days, unit=Unit.HOUR, chain=Chain.TWO_STAGE)


def set_scene(database: Database, door: str) -> Scene:
    """Found a company of the kind that the API is for, with everybody of the matrix."""
    cast = _company_for(database, door)
    joining = {
        "hana": (Role.HR, None),
        "eve": (Role.EMPLOYEE, None),
        "rob": (Role.EMPLOYEE, "hana"),
        "pia": (Role.EMPLOYEE, "eve"),
        "lou": (Role.EMPLOYEE, None),
    }
    members = dict(cast.members)
    with cast.acting() as tx:
        for name, (role, manager) in joining.items():
            members[name] = _member(
                tx,
                name.capitalize(),
                role,
                cast.site_id,
                cast.department_id,
                boss=None if manager is None else members[manager],
                gender=Gender.FEMALE,
            )
            open_ledger(tx, members[name].employee_id, cast.leave_types.values())
        tx.run(
            "UPDATE user_account SET access_level = 'executive' WHERE id = %(eve)s",
            eve=members["eve"].user_id,
        )
        tx.run(
            "UPDATE employee SET left_on = %(day)s WHERE id = %(lou)s",
            day=LEFT,
            lou=members["lou"].employee_id,
        )
    members["eve"] = replace(members["eve"], level=AccessLevel.EXECUTIVE)
    return Scene(cast=replace(cast, members=members))
