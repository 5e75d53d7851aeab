"""What the routes of setting up, taking in people, reports and shifts are called with."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import uuid4

from leavebook.services.people.people_intake import hand_in
from tests.matrix.scene import Scene, Subject
from tests.matrix.table import About, Form, Said


def _file_of_people(*_: object) -> Form:
    return {"text": f"Name,E-mail,First day\nAnna New,{uuid4().hex}@example.com,2026-07-01"}


def _handed_in(scene: Scene, _: object) -> dict[str, int]:
    raw = str(_file_of_people()["text"]).encode()
    with scene.cast.acting("ada") as tx:
        return {"import": hand_in(tx, raw).import_id or 0}


def _newcomer(scene: Scene, _: Subject) -> Form:
    return {
        "full_name": "Anna New",
        "email": f"{uuid4().hex}@example.com",
        "site_id": scene.cast.site_id,
        "joined_on": "2026-07-01",
        "role": "employee",
    }


def _new_site(*_: object) -> Form:
    return {"name": uuid4().hex, "country": "DE", "region": "BY", "timezone": "Europe/Berlin"}


def _shift(scene: Scene, _: Subject) -> Form:
    day = scene.next_day().isoformat()
    return {"day": day, "title": "Desk", "start_time": "09:00", "end_time": "17:00"}


def _template(*_: object) -> Form:
    times = {"template_start": "09:00", "template_end": "17:00"}
    return {"name": "Early", "days": "1", "week": "2026-04-06", **times}


def _no_uuid(_: Subject) -> Mapping[str, object]:
    return {"id": uuid4()}


def _about_a_site(form: Callable[[Scene, Subject], Form] | None) -> Said:
    return Said(
        about=About.RECORD,
        prepares=lambda scene, _: {"site": scene.cast.site_id},
        parts=lambda subject: {"id": subject.extra.get("site", subject.request_id)},
        form=form,
    )


def _about_a_department(
    form: Callable[[Scene, Subject], Form] | None, *, ruins: bool = False
) -> Said:
    return Said(
        about=About.RECORD,
        prepares=lambda scene, _: {"department": scene.cast.department_id},
        parts=lambda subject: {"id": subject.extra.get("department", subject.request_id)},
        form=form,
        ruins=ruins,
    )


_FACTS: Final = {
    "name": "Acme",
    "timezone": "UTC",
    "language": "en",
    "week_start": 1,
    "year_month": 1,
    "year_day": 1,
}

PLANNING: Final[Mapping[str, Said]] = {
    "import_page": Said(),
    "check_people": Said(form=_file_of_people),
    "import_people": Said(form=_file_of_people),
    "import_progress": Said(
        about=About.RECORD,
        prepares=_handed_in,
        parts=lambda subject: {"id": subject.extra.get("import", subject.request_id)},
    ),
    "people_file": Said(),
    "setup": Said(),
    "company_step": Said(),
    "keep_company": Said(form=lambda *_: _FACTS),
    "site_step": Said(),
    "open_site": Said(form=_new_site),
    "leave_types_step": Said(),
    "offer_types": Said(form=lambda *_: {"pack": "DE"}, ruins=True),
    "people_step": Said(),
    "add_person": Said(form=_newcomer),
    "approval_step": Said(),
    "keep_approval": Said(form=lambda *_: {"chain": "single"}),
    "invitations_step": Said(),
    "invite_all": Said(form=lambda *_: {}),
    "skip_step": Said(form=lambda *_: {"stage": "people"}),
    "dismiss_setup": Said(form=lambda *_: {}),
    "reports": Said(),
    "balances_file": Said(),
    "balances_sheet": Said(),
    "lapsing_page": Said(),
    "lapsing_file": Said(),
    "lapsing_sheet": Said(),
    "open_page": Said(),
    "open_file": Said(),
    "open_sheet": Said(),
    "absence_page": Said(),
    "absence_file": Said(),
    "absence_sheet": Said(),
    "ask_month": Said(),
    "change_role": Said(
        about=About.PERSON,
        parts=lambda subject: {"id": subject.employee_id},
        form=lambda *_: {"role": "employee"},
        ruins=True,
    ),
    "sites_page": Said(),
    "new_site": Said(),
    "add_site": Said(form=_new_site),
    "site_page": _about_a_site(None),
    "rename_site": _about_a_site(lambda *_: {"name": uuid4().hex}),
    "relocate_site": _about_a_site(_new_site),
    "close_site": _about_a_site(lambda *_: {}),
    "reopen_site": _about_a_site(lambda *_: {}),
    "departments_page": Said(),
    "add_department": Said(form=lambda *_: {"name": uuid4().hex}),
    "department_page": _about_a_department(None),
    "change_department": _about_a_department(lambda *_: {"name": uuid4().hex}, ruins=True),
    "remove_department": _about_a_department(lambda *_: {}),
    "shift_week_page": Said(),
    "plan_shift": Said(form=_shift),
    "shift_page_of": Said(parts=_no_uuid),
    "assign_shift": Said(parts=_no_uuid, form=lambda *_: {"person": str(uuid4())}),
    "unassign_shift": Said(parts=_no_uuid, form=lambda *_: {"assignment": str(uuid4())}),
    "delete_shift": Said(parts=_no_uuid, form=lambda *_: {}),
    "add_template": Said(form=_template),
    "plan_template": Said(parts=_no_uuid, form=_template),
    "delete_template": Said(parts=_no_uuid, form=_template),
}
