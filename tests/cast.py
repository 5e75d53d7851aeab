"""The people of the tests: Bea asks, Mo decides, Ada administers, Kim works beside Bea.

Sid is a stranger: Bea of another company, who must never see anything.

Every test that needs them gets companies of its own, so nothing is shared and nothing needs
to be cleaned away.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from leavebook.domain.approval.states import ApprovalPolicy, Chain
from leavebook.domain.calendar.counting import CountMode, CountRules, Unit
from leavebook.domain.calendar.patterns import even_week
from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import (
    DEFAULT_LEVELS,
    AccessLevel,
    CompanyId,
    EmployeeId,
    Gender,
    Role,
    UserId,
)
from leavebook.domain.policy.carry_over import CarryOver
from leavebook.domain.policy.lengths import MonthDay
from leavebook.domain.policy.policy import GrantMethod, Level, PolicyVersion
from leavebook.domain.requests.discretion import SENSITIVE, USUAL
from leavebook.domain.requests.leave_types import LeaveTypeId, LeaveTypeRules
from leavebook.services.books.leave_facts import gather, lock_person
from leavebook.services.books.posting import post
from leavebook.storage.company import companies
from leavebook.storage.database import Database
from leavebook.storage.people import people, terms
from leavebook.storage.people.terms import Terms
from leavebook.storage.policies import leave_types, policies
from leavebook.storage.sign_in import credentials
from leavebook.storage.sign_in.credentials import CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.transaction import Transaction, in_company

NOW = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
TODAY = NOW.date()
JOINED = date(2024, 1, 1)
FULL_TIME = 40 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of the cast, with what they may act with."""

    name: str
    email: str
    employee_id: int
    user_id: int
    role: Role
    level: AccessLevel
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A company of the tests."""

    database: Database
    company_id: int
    codename: str
    site_id: int
    department_id: int
    leave_types: Mapping[str, int]
    members: Mapping[str, Member]
    company_token: str

    def __getattr__(self, name: str) -> Member:
        """Return the member by first name, such as `cast.bea`."""
        try:
            return self.members[name]
        except KeyError as error:
            raise AttributeError(name) from error

    @contextmanager
    def acting(self, who: str | None = None, *, now: datetime = NOW) -> Iterator[Transaction]:
        """Open a transaction as somebody of the cast, or as the house itself."""
        actor = Actor.of_the_house(self.company_id)
        if who is not None:
            member = self.members[who]
            actor = Actor(
                CompanyId(self.company_id),
                user_id=UserId(member.user_id),
                employee_id=EmployeeId(member.employee_id),
                role=member.role,
                level=member.level,
            )
        with in_company(self.database, self.company_id, actor=actor, now=now, door="test") as tx:
            yield tx


def found_company(
    database: Database,
    *,
    counting: CountMode = CountMode.WORKING_DAYS,
    unit: Unit = Unit.DAY,
    chain: Chain = Chain.SINGLE,
    country: str = "DE",
    region: str | None = "BE",
) -> Cast:
    """Found a company with Ada, Mo, Bea, Kim and the usual leave types."""
    codename = f"c{uuid4().hex[:16]}"
    company_id = companies.create(
        database,
        codename=codename,
        name=f"Company {codename}",
        timezone="UTC",
        approval_policy=chain,
    )
    house = Actor.of_the_house(company_id)
    with in_company(database, company_id, actor=house, now=NOW, door="test") as tx:
        site_id = companies.add_site(
            tx, name="Berlin Office", country=country, region=region, timezone="UTC"
        )
        department_id = companies.add_department(tx, name="Engineering")
        kinds = _usual_leave_types(tx, CountRules(mode=counting, unit=unit))
        members = _everybody(tx, site_id, department_id)
        company_token = _company_token(tx, members["ada"])
        for member in members.values():
            open_ledger(tx, member.employee_id, kinds.values())
    return Cast(
        database=database,
        company_id=company_id,
        codename=codename,
        site_id=site_id,
        department_id=department_id,
        leave_types=kinds,
        members=members,
        company_token=company_token,
    )


def _company_token(tx: Transaction, answers: Member) -> str:
    token = uuid4().hex + uuid4().hex
    kind = CredentialKind.COMPANY_TOKEN
    _credential(tx, token, kind, answers.user_id, ("leave", "people"))
    return token


def _usual_leave_types(tx: Transaction, how: CountRules) -> dict[str, int]:
    carry = Decimal(5)
    return {
        "AL": _leave_type(tx, "Annual Leave", "AL", allowance=21, counting=how, carry=carry),
        "SL": _leave_type(tx, "Sick Leave", "SL", allowance=14, counting=how, is_sickness=True),
        "UL": _leave_type(tx, "Unpaid Leave", "UL", allowance=None, counting=how),
    }


def _everybody(tx: Transaction, site_id: int, department_id: int) -> dict[str, Member]:
    place = (site_id, department_id)
    ada = _member(tx, "Ada", Role.ADMIN, *place, boss=None, gender=Gender.FEMALE)
    mo = _member(tx, "Mo", Role.MANAGER, *place, boss=ada, gender=Gender.MALE)
    bea = _member(tx, "Bea", Role.EMPLOYEE, *place, boss=mo, gender=Gender.FEMALE)
    kim = _member(tx, "Kim", Role.EMPLOYEE, *place, boss=mo, gender=Gender.MALE)
    return {"ada": ada, "mo": mo, "bea": bea, "kim": kim}


def open_ledger(tx: Transaction, employee_id: int, kinds: Iterable[int]) -> None:
    """Write the person's ledger of every leave type up to today."""
    person = lock_person(tx, employee_id)
    for leave_type_id in kinds:
        leave_type = leave_types.find(tx, leave_type_id)
        assert leave_type is not None
        post(tx, gather(tx, person, leave_type, first=TODAY, last=TODAY), cause="joined")


def _leave_type(
    tx: Transaction,
    name: str,
    code: str,
    *,
    allowance: int | None,
    counting: CountRules,
    carry: Decimal = Decimal(0),
    is_sickness: bool = False,
) -> int:
    rules = LeaveTypeRules(
        LeaveTypeId(0),
        counting=counting,
        approval=ApprovalPolicy(),
        has_balance=allowance is not None,
        is_sickness=is_sickness,
    )
    leave_type_id = leave_types.add(
        tx,
        name=name,
        code=code,
        rules=rules,
        paid=code != "UL",
        discretion=SENSITIVE if is_sickness else USUAL,
    )
    per_unit = 8 if counting.unit is Unit.HOUR else 1
    version = PolicyVersion("", JOINED, method=GrantMethod.UNLIMITED)
    if allowance is not None:
        over = CarryOver(cap=carry, last_usable=MonthDay(3, 31)) if carry else CarryOver(cap=carry)
        version = replace(
            version,
            method=GrantMethod.UP_FRONT,
            levels=(Level(Decimal(allowance * per_unit), carry_over=over),),
        )
    policies.add(tx, leave_type_id, version)
    return leave_type_id


def _member(
    tx: Transaction,
    name: str,
    role: Role,
    site_id: int,
    department_id: int,
    *,
    boss: Member | None,
    gender: Gender,
) -> Member:
    email = f"{name.lower()}@{tx.company.codename}.example"
    level = DEFAULT_LEVELS[role]
    user_id = people.add_user(tx, email=email, email_key=email, name=name, role=role, level=level)
    employee_id = people.add(
        tx,
        user_id=user_id,
        employee_number=f"EMP-{user_id}",
        full_name=name,
        site_id=site_id,
        joined_on=JOINED,
        gender=gender,
        department_id=department_id,
        manager_id=None if boss is None else boss.employee_id,
    )
    agree_on_full_time(tx, employee_id, site_id)
    token = uuid4().hex + uuid4().hex
    _credential(tx, token, CredentialKind.USER_TOKEN, user_id, ("leave",))
    return Member(
        name=name,
        email=email,
        employee_id=employee_id,
        user_id=user_id,
        role=role,
        level=level,
        token=token,
    )


def agree_on_full_time(tx: Transaction, employee_id: int, site_id: int) -> None:
    """Have the person work forty hours from Monday to Friday since they joined."""
    terms.set_from(
        tx,
        employee_id,
        Terms(
            valid_from=JOINED,
            site_id=site_id,
            weekly_minutes=FULL_TIME,
            weeks=(even_week(FULL_TIME),),
            anchor=None,
        ),
    )


def _credential(
    tx: Transaction, secret: str, kind: CredentialKind, user_id: int, scopes: tuple[str, ...]
) -> None:
    credentials.add(
        tx,
        kind=kind,
        name=kind,
        user_id=user_id,
        digest=digest_of(secret),
        last_four=secret[-4:],
        scopes=scopes,
        expires_at=None,
    )
