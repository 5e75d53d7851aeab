"""What the routes of exits, and of data that is kept and let go, are called with."""

from collections.abc import Mapping
from typing import Final

from tests.matrix.scene import Scene, Subject
from tests.matrix.table import About, Form, Said


def _person(subject: Subject) -> Mapping[str, object]:
    return {"id": subject.employee_id}


def _ticked(_: Scene, subject: Subject) -> Form:
    return {"person": subject.employee_id, "sure": "1"}


_MONTHS: Final = {"months_after_exit": "36", "audit_months": "36"}
_HELD: Final = {"reason": "A dispute."}

LEAVING: Final[Mapping[str, Said]] = {
    "who_leaves": Said(),
    "exit_page": Said(about=About.PERSON, parts=_person),
    "stay": Said(about=About.PERSON, parts=_person, form=lambda *_: {}),
    "handle_exits": Said(form=lambda *_: {"exit_handling": "by_hand"}),
    "data_due": Said(),
    "anonymise": Said(about=About.PERSON, form=_ticked),
    "persons_data": Said(about=About.PERSON, parts=_person),
    "hold_person": Said(about=About.PERSON, parts=_person, form=lambda *_: _HELD),
    "lift_hold": Said(about=About.PERSON, parts=_person, form=lambda *_: {}),
    "retention": Said(),
    "keep": Said(form=lambda *_: _MONTHS),
    "hold_company": Said(form=lambda *_: _HELD, ruins=True),
    "lift_companys_hold": Said(form=lambda *_: {}),
    "redact_log": Said(form=lambda *_: {}),
}
