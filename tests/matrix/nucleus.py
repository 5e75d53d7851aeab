"""What the routes of the Nucleus API are called with."""

from collections.abc import Mapping
from typing import Any, Final

from tests.matrix.scene import Scene, Subject
from tests.matrix.table import About, Said


def _request(subject: Subject) -> Mapping[str, object]:
    return {"id": subject.request_uuid}


def _id(subject: Subject) -> str:
    return str(subject.request_uuid)


def _new(scene: Scene, _: Subject) -> dict[str, Any]:
    with scene.cast.acting() as tx:
        leave_type = tx.value(
            "SELECT uuid FROM leave_type WHERE id = %(id)s", id=scene.cast.leave_types["UL"]
        )
    day = scene.next_day().isoformat()
    return {
        "leave_type_id": str(leave_type),
        "leave_type_name": "Unpaid Leave",
        "start_date": day,
        "end_date": day,
        "total_hours": 8,
    }


_REASON: Final = {"reason": "Too many people are away."}
_LEADS: Final = {"lead": {"can_view": True, "can_update": True, "can_manage": False}}

CALLS: Final[Mapping[str, Said]] = {
    "list_types": Said(),
    "list_balances": Said(),
    "refresh_balances": Said(),
    "list_requests/mine": Said(about=About.REQUEST, tells=_id),
    "list_requests/pending": Said(
        about=About.REQUEST, query=lambda *_: {"tab": "pending"}, tells=_id
    ),
    "list_requests/all": Said(about=About.REQUEST, query=lambda *_: {"tab": "all"}, tells=_id),
    "create_request": Said(body=_new),
    "get_request": Said(about=About.REQUEST, parts=_request, tells=_id),
    "count_pending": Said(),
    "count_pending_requests": Said(),
    "count_pending_below": Said(),
    "approve_request": Said(about=About.REQUEST, parts=_request),
    "reject_request": Said(about=About.REQUEST, parts=_request, body=lambda *_: _REASON),
    "cancel_request": Said(about=About.REQUEST, parts=_request),
    "delete_request": Said(about=About.REQUEST, parts=_request),
    "retry_integrations": Said(about=About.REQUEST, parts=_request, approved=True),
    "list_permissions": Said(),
    "change_permissions": Said(body=lambda *_: {"permissions": _LEADS}, ruins=True),
}
