"""What can be wrong with a file of people: where, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Why(StrEnum):
    """Everything that keeps a file of people, or one of its cells, from being taken."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_MANY_LINES = "too_many_lines"
    UNKNOWN_COLUMN = "unknown_column"
    COLUMN_TWICE = "column_twice"
    COLUMN_MISSING = "column_missing"
    UNKNOWN_LEAVE_TYPE = "unknown_leave_type"
    CELL_TOO_MANY = "cell_too_many"
    MISSING = "missing"
    NOT_ONE_LINE = "not_one_line"
    TOO_LONG = "too_long"
    NOT_AN_EMAIL = "not_an_email"
    TWICE_IN_FILE = "twice_in_file"
    TAKEN = "taken"
    NOT_A_DATE = "not_a_date"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE_MINUTES = "not_whole_minutes"
    UNKNOWN_SITE = "unknown_site"
    UNKNOWN_ROLE = "unknown_role"
    ROLE_NOT_YOURS = "role_not_yours"
    UNKNOWN_MANAGER = "unknown_manager"
    OWN_MANAGER = "own_manager"
    MANAGERS_IN_A_CIRCLE = "managers_in_a_circle"
    HAS_LEFT = "has_left"
    STAYS_AS_IT_IS = "stays_as_it_is"
    OPENED_OTHERWISE = "opened_otherwise"


@dataclass(frozen=True, slots=True, order=True)
class PeopleFault:
    """One reason, at a line of the file (1 holds the names of the columns) and a column.

    `given` is what stands there, or for `STAYS_AS_IT_IS` and its like what is known already.
    """

    line: int
    column: str
    why: Why
    given: str = ""


SENTENCES: Final[Mapping[Why, str]] = MappingProxyType(
    {
        Why.UNREADABLE: "This is not a text file that can be read. Save it as CSV UTF-8.",
        Why.EMPTY: "The file holds nobody.",
        Why.TOO_MANY_LINES: "The file has more than %(given)s people. Split it.",
        Why.UNKNOWN_COLUMN: "There is no such column. Rename it or take it out.",
        Why.COLUMN_TWICE: "This column is there twice.",
        Why.COLUMN_MISSING: "This column is needed and is not there.",
        Why.UNKNOWN_LEAVE_TYPE: "No leave type that has a balance is called “%(given)s”.",
        Why.CELL_TOO_MANY: "The line has more cells than there are columns.",
        Why.MISSING: "This must not be empty.",
        Why.NOT_ONE_LINE: "This must be one line of text.",
        Why.TOO_LONG: "This is too long.",
        Why.NOT_AN_EMAIL: "“%(given)s” is not an e-mail address.",
        Why.TWICE_IN_FILE: "“%(given)s” is in the file twice.",
        Why.TAKEN: "“%(given)s” belongs to somebody else.",
        Why.NOT_A_DATE: "“%(given)s” is not a date such as 2026-04-30 or 30.4.2026.",
        Why.OUT_OF_RANGE: "“%(given)s” is out of range.",
        Why.NOT_A_NUMBER: "“%(given)s” is not a number such as 37.5.",
        Why.NOT_WHOLE_MINUTES: "“%(given)s” hours are not a whole number of minutes.",
        Why.UNKNOWN_SITE: "There is no site called “%(given)s”.",
        Why.UNKNOWN_ROLE: "“%(given)s” is none of: employee, manager, hr, admin.",
        Why.ROLE_NOT_YOURS: "You cannot give the role “%(given)s”.",
        Why.UNKNOWN_MANAGER: "Nobody with the address “%(given)s” works here or is in the file.",
        Why.OWN_MANAGER: "Nobody is their own manager.",
        Why.MANAGERS_IN_A_CIRCLE: "The managers would lead in a circle back to this person.",
        Why.HAS_LEFT: "This person has left the company.",
        Why.STAYS_AS_IT_IS: "This is “%(given)s” already, and a file cannot change it.",
        Why.OPENED_OTHERWISE: "The opening balance is %(given)s already. Adjust it on the person’s"
        " page.",
    }
)
"""Every reason in English, for the pages to translate and the command line to print."""
