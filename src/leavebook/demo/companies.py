"""The three demo companies: where they work, how they decide and what they offer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from leavebook.demo.cast import ACME, GLOBEX, TRIBE, Person
from leavebook.demo.colleagues import colleagues
from leavebook.demo.desks import SUPPORT, Rota
from leavebook.demo.leave_types import (
    CALENDAR_DAYS_OFFERED,
    HOURS_OFFERED,
    WORKING_DAYS_OFFERED,
    Offer,
)
from leavebook.demo.wishes import IN_DAYS, IN_HOURS, Codes
from leavebook.domain.approval.states import Chain
from leavebook.domain.integrations import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A site of a demo company."""

    name: str
    country: str
    region: str
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCompany:
    """A company with everybody in it; the first person administers it.

    `two_weeks` is what two weeks off cost at most, in the unit of its annual leave. `leads`
    gives departments their lead; `tells` are the systems that hear of leave, each through its
    console twin. `rota` is worked by people without a part to play.
    """

    codename: str
    name: str
    timezone: str
    chain: Chain
    places: tuple[Place, ...]
    departments: tuple[str, ...]
    people: tuple[Person, ...]
    offers: tuple[Offer, ...]
    codes: Codes
    two_weeks: Decimal
    leads: Mapping[str, str] = field(default_factory=dict)
    tells: tuple[Provider, ...] = ()
    rota: Rota | None = None

    @property
    def named(self) -> tuple[Person, ...]:
        """The people who have a part to play."""
        return tuple(person for person in self.people if person.is_named)


COMPANIES: Final = (
    DemoCompany(
        codename="acme",
        name="Acme GmbH",
        timezone="Europe/Berlin",
        chain=Chain.SINGLE,
        places=(
            Place(name="Berlin Office", country="DE", region="BE", timezone="Europe/Berlin"),
            Place(name="London Office", country="GB", region="ENG", timezone="Europe/London"),
            Place(name="Sydney Office", country="AU", region="NSW", timezone="Australia/Sydney"),
        ),
        departments=("Engineering", "Sales", "Support", "Marketing", "Finance", "Management"),
        people=(*ACME, *colleagues()),
        offers=WORKING_DAYS_OFFERED,
        codes=IN_DAYS,
        two_weeks=Decimal(10),
        leads={
            "Engineering": "maya",
            "Support": "maya",
            "Sales": "jane",
            "Marketing": "jane",
        },
        rota=SUPPORT,
    ),
    DemoCompany(
        codename="tribe",
        name="Tribe Pty Ltd",
        timezone="Australia/Sydney",
        chain=Chain.TWO_STAGE,
        places=(Place(name="Sydney", country="AU", region="NSW", timezone="Australia/Sydney"),),
        departments=("Delivery", "Office"),
        people=TRIBE,
        offers=HOURS_OFFERED,
        codes=IN_HOURS,
        two_weeks=Decimal(14 * 8),
        tells=tuple(Provider),
    ),
    DemoCompany(
        codename="globex",
        name="Globex Ltd",
        timezone="Europe/London",
        chain=Chain.SINGLE,
        places=(Place(name="London", country="GB", region="ENG", timezone="Europe/London"),),
        departments=("Trading",),
        people=GLOBEX,
        offers=CALENDAR_DAYS_OFFERED,
        codes=IN_DAYS,
        two_weeks=Decimal(14),
    ),
)
"""Told apart by how they count and who decides."""
