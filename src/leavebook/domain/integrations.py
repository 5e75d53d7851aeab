"""Other systems that hear of approved leave: which there are, and what they should hold."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Provider(StrEnum):
    """A system outside."""

    XERO = "xero"
    PRODUCTIVE = "productive"
    GOOGLE_CALENDAR = "google_calendar"
    SLACK = "slack"


class Mode(StrEnum):
    """How a company is connected to a system."""

    OFF = "off"
    CONSOLE = "console"  # the development twin, which prints what it would do
    LIVE = "live"


class Presence(StrEnum):
    """Whether a system holds the leave, or should."""

    PRESENT = "present"
    ABSENT = "absent"


class Observed(StrEnum):
    """Whether a system holds the leave, as far as we know."""

    PRESENT = "present"
    ABSENT = "absent"
    UNCERTAIN = "uncertain"  # it was called and nobody heard the answer: look before calling again


class ErrorKind(StrEnum):
    """Whether trying again may help."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"


KEEPS_A_TRACE: Final = frozenset({Provider.XERO, Provider.SLACK})
"""Where something stays behind when leave is taken back: a payroll record, a message."""

KEEPS_BOOKS: Final = MappingProxyType({Provider.XERO: "leave_type"})
"""Where leave types and balances are kept too, with the setting of the account that says, with a
dot and the code of our leave type, which one there is meant."""

OWN_CALENDARS: Final = MappingProxyType({Provider.GOOGLE_CALENDAR: "out_of_office"})
"""Where people's own calendars can show leave too, with the setting of the account that names the
domains, with commas between, whose people's calendars do."""

PLACES: Final = MappingProxyType({Provider.GOOGLE_CALENDAR: "calendar", Provider.SLACK: "channel"})
"""Where an account may be told of leave in one place now and in another later, with the setting
that says which."""

RETRIED: Final = "integrations_retried"
"""The name of the event that somebody had the systems tried again."""
