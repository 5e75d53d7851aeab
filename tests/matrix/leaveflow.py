"""What the routes of the LeaveFlow API are called with."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from tests.matrix.scene import Scene, Subject
from tests.matrix.table import About, Said


def _person(subject: Subject) -> Mapping[str, object]:
    return {"id": subject.employee_id}


def _anna(scene: Scene, _: Subject) -> dict[str, Any]:
    number = uuid4().hex
    return {
        "name": "Anna New",
        "email": f"{number}@example.com",
        "employeeNumber": number,
        "locationId": scene.cast.site_id,
        "joinedAt": "2026-07-01",
    }


CALLS: Final[Mapping[str, Said]] = {
    "list_employees": Said(),
    "create_employee": Said(body=_anna),
    "get_employee": Said(
        about=About.PERSON, parts=_person, tells=lambda subject: f'"{subject.name}"'
    ),
    "update_employee": Said(
        about=About.PERSON, parts=_person, body=lambda *_: {"weeklyHours": 32.0}
    ),
    "delete_employee": Said(about=About.PERSON, parts=_person, ruins=True),
}
