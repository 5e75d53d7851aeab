"""Founding companies."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from leavebook.domain.approval.states import Chain
from leavebook.domain.limits import invalid
from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import AccessLevel, Role
from leavebook.services.company.setting_up import SETUP
from leavebook.services.people.email_addresses import read_email
from leavebook.services.sign_in.invitations import invite_founder
from leavebook.storage import events
from leavebook.storage.company import companies, company_settings
from leavebook.storage.database import Database
from leavebook.storage.people import people
from leavebook.storage.transaction import in_company

_CODENAME = re.compile(r"[a-z][a-z0-9-]{0,62}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """A company to be founded, with its first administrator."""

    codename: str
    name: str
    timezone: str
    chain: Chain
    admin_email: str
    admin_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """A company that was founded, and the secret with which its administrator comes in."""

    company_id: int
    invitation: str


def found(database: Database, founding: Founding, *, now: datetime) -> Founded:
    """Found a company and its first administrator, who chooses a password by invitation.

    The company is to be set up from there on. A codename or time zone that cannot be used is
    refused.
    """
    if not _CODENAME.fullmatch(founding.codename):
        raise invalid("codename", "not_a_codename")
    _assert_zone(founding.timezone)
    email = read_email(founding.admin_email, field="admin_email")
    company_id = companies.create(
        database,
        codename=founding.codename,
        name=founding.name,
        timezone=founding.timezone,
        approval_policy=founding.chain,
    )
    house = Actor.of_the_house(company_id)
    with in_company(database, company_id, actor=house, now=now, door="cli") as tx:
        user_id = people.add_user(
            tx,
            email=email.given,
            email_key=email.key,
            name=founding.admin_name,
            role=Role.ADMIN,
            level=AccessLevel.EXECUTIVE,
        )
        company_settings.choose(tx, SETUP, {})
        events.record(tx, "company.founded")
        return Founded(company_id=company_id, invitation=invite_founder(tx, user_id))


def _assert_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise invalid("timezone", "unknown", given=name) from error
