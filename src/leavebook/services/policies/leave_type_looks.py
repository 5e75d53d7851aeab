"""What a leave type is called and which colour it has, as the company may choose them."""

import re
from dataclasses import dataclass
from typing import Final

from leavebook.domain.faults import Faults
from leavebook.domain.problems import Code, Problem
from leavebook.domain.texts import one_line
from leavebook.storage.policies import leave_types
from leavebook.storage.transaction import Transaction

DEFAULT_COLOUR: Final = "#4a7fb5"
_LONGEST_NAME: Final = 100
_LONGEST_CODE: Final = 20
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """Name and code, both unique in the company, and a colour in the form #4a7fb5."""

    name: str
    code: str
    color: str = DEFAULT_COLOUR


def fitting(
    tx: Transaction, wanted: Looks, faults: Faults, *, apart_from: int | None = None
) -> Looks:
    """Return the looks as they are kept; what does not fit is among the faults."""
    name = faults.keep(lambda: one_line(wanted.name, field="name", at_most=_LONGEST_NAME))
    code = faults.keep(lambda: one_line(wanted.code, field="code", at_most=_LONGEST_CODE))
    color = wanted.color.strip().lower()
    if _COLOUR.fullmatch(color) is None:
        faults.add(Problem(Code.INVALID, {"field": "color", "problem": "not_a_colour"}))
    others = [each for each in leave_types.all_of_company(tx) if each.id != apart_from]
    for field, given, taken in (
        ("name", name, {each.name for each in others}),
        ("code", code, {each.code for each in others}),
    ):
        if given in taken:
            faults.add(Problem(Code.TAKEN, {"field": field}))
    return Looks(name=name or "", code=code or "", color=color)
