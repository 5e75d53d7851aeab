"""A company like the one that the published document comes from: two stages, hours, squads."""

from dataclasses import dataclass, replace
from uuid import uuid4

from leavebook.domain.approval.states import Chain
from leavebook.domain.calendar.counting import CountMode, Unit
from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.people.people import AccessLevel, Role
from leavebook.services.outside.integrations import connect
from leavebook.storage.company import companies
from leavebook.storage.database import Database
from leavebook.storage.people import people
from leavebook.storage.sign_in import credentials
from leavebook.storage.sign_in.credentials import CredentialKind
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.transaction import Transaction
from tests.cast import JOINED, Cast, Member, agree_on_full_time, found_company, open_ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    name: str
    role: Role
    level: AccessLevel


HEAD = _Part(name="Hana", role=Role.HR, level=AccessLevel.HEAD)
SECOND_EXECUTIVE = _Part(name="Eve", role=Role.EMPLOYEE, level=AccessLevel.EXECUTIVE)
LEAD = _Part(name="Lea", role=Role.EMPLOYEE, level=AccessLevel.LEAD)
TOM = _Part(name="Tom", role=Role.EMPLOYEE, level=AccessLevel.EMPLOYEE)
MAX = _Part(name="Max", role=Role.MANAGER, level=AccessLevel.MANAGER)
IVO = _Part(name="Ivo", role=Role.MANAGER, level=AccessLevel.MANAGER)
ZOE = _Part(name="Zoe", role=Role.EMPLOYEE, level=AccessLevel.EMPLOYEE)


def found_tribe(database: Database) -> Cast:
    """Found the company: Max manages squad North with Lea and Tom, Ivo squad South with Zoe."""
    cast = found_company(
        database,
        counting=CountMode.CALENDAR_DAYS,
        unit=Unit.HOUR,
        chain=Chain.TWO_STAGE,
        country="AU",
        region="NSW",
    )
    with cast.acting() as tx:
        joined = {
            part.name.lower(): _join(tx, cast, part)
            for part in (HEAD, SECOND_EXECUTIVE, LEAD, TOM, MAX, IVO, ZOE)
        }
        north = {joined["max"]: True, joined["lea"]: False, joined["tom"]: False}
        south = {joined["ivo"]: True, joined["zoe"]: False}
        for name, squad in (("North", north), ("South", south)):
            members = {member.employee_id: manages for member, manages in squad.items()}
            companies.add_squad(tx, name=name, members=members)
        # The published page sets no deadline for taking leave back.
        tx.run("""UPDATE leave_type
                     SET rules = jsonb_set(rules, '{approval,cancel_until}', '"any_time"')""")
        for provider in Provider:
            connect(tx, provider, Mode.CONSOLE)
    return replace(cast, members={**cast.members, **joined})


def _join(tx: Transaction, cast: Cast, part: _Part) -> Member:
    email = f"{part.name.lower()}@{tx.company.codename}.example"
    user_id = people.add_user(
        tx, email=email, email_key=email, name=part.name, role=part.role, level=part.level
    )
    employee_id = people.add(
        tx,
        user_id=user_id,
        employee_number=f"TRB-{user_id}",
        full_name=part.name,
        site_id=cast.site_id,
        joined_on=JOINED,
    )
    agree_on_full_time(tx, employee_id, cast.site_id)
    open_ledger(tx, employee_id, cast.leave_types.values())
    token = uuid4().hex + uuid4().hex
    credentials.add(
        tx,
        kind=CredentialKind.USER_TOKEN,
        name="test",
        user_id=user_id,
        digest=digest_of(token),
        last_four=token[-4:],
        scopes=("leave",),
        expires_at=None,
    )
    return Member(
        name=part.name,
        email=email,
        employee_id=employee_id,
        user_id=user_id,
        role=part.role,
        level=part.level,
        token=token,
    )
