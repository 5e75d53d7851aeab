"""What the routes of the leaveinfo API are called with."""

from collections.abc import Mapping
from typing import Any, Final

from tests.matrix.scene import Scene, Subject
from tests.matrix.table import About, Said


def _leave(subject: Subject) -> Mapping[str, object]:
    return {"id": subject.request_uuid}


def _reason(subject: Subject) -> str:
    return subject.reason


def _new(scene: Scene, subject: Subject) -> dict[str, Any]:
    day = scene.next_day().isoformat()
    return {
        "start_date": day,
        "end_date": day,
        "leave_type": "Unpaid Leave",
        "user": str(subject.employee_id),
    }


_CHANGE: Final = {"reason": "another one"}
_DAYS: Final = {"leave_type": "Annual Leave", "days": 22}

CALLS: Final[Mapping[str, Said]] = {
    "list_leaves": Said(about=About.REQUEST, tells=_reason),
    "create_leave": Said(about=About.PERSON, body=_new),
    "get_config": Said(),
    "get_options": Said(),
    "my_leaves": Said(about=About.REQUEST, tells=_reason),
    "save_config/everybody": Said(body=lambda *_: _DAYS),
    "save_config/somebody": Said(
        about=About.PERSON, body=lambda _, subject: {**_DAYS, "user": str(subject.employee_id)}
    ),
    "get_leave": Said(about=About.REQUEST, parts=_leave, tells=_reason),
    "replace_leave": Said(about=About.REQUEST, parts=_leave, body=lambda *_: _CHANGE),
    "change_leave": Said(about=About.REQUEST, parts=_leave, body=lambda *_: _CHANGE),
    "delete_leave": Said(about=About.REQUEST, parts=_leave),
}
