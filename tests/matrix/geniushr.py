"""What the routes of the GeniusHRM API are called with."""

from collections.abc import Mapping
from typing import Any, Final

from tests.matrix.scene import Scene, Subject
from tests.matrix.table import About, Said


def _request(subject: Subject) -> Mapping[str, object]:
    return {"id": subject.request_id}


def _reason(subject: Subject) -> str:
    return subject.reason


def _new(scene: Scene, subject: Subject) -> dict[str, Any]:
    day = scene.next_day().isoformat()
    return {
        "employee_id": subject.employee_id,
        "leave_type_id": scene.cast.leave_types["UL"],
        "start_date": day,
        "end_date": day,
    }


CALLS: Final[Mapping[str, Said]] = {
    "list_types": Said(),
    "list_requests": Said(
        about=About.REQUEST,
        query=lambda _, subject: {"employee_id": subject.employee_id},
        tells=_reason,
    ),
    "create_request": Said(about=About.PERSON, body=_new),
    "get_request": Said(about=About.REQUEST, parts=_request, tells=_reason),
    "update_request": Said(
        about=About.REQUEST, parts=_request, body=lambda *_: {"reason": "another one"}
    ),
    "cancel_request": Said(about=About.REQUEST, parts=_request),
    "approve_request": Said(about=About.REQUEST, parts=_request, body=lambda *_: {"notes": "Yes."}),
    "reject_request": Said(
        about=About.REQUEST, parts=_request, body=lambda *_: {"rejection_reason": "No."}
    ),
    "get_balances": Said(
        about=About.PERSON,
        parts=lambda subject: {"id": subject.employee_id},
        tells=lambda subject: subject.name,
    ),
    "log_in": Said(body=lambda *_: {"email": "bea@example.com", "password": "not this one"}),
    "log_out": Said(),
    "get_me": Said(),
}
