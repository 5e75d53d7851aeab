"""What the routes of the pages are called with: forms, sent with a session's cookie."""

from collections.abc import Mapping
from typing import Final
from uuid import uuid4

from tests.cast import Member
from tests.matrix.document_pages import DOCUMENTS
from tests.matrix.leaving_pages import LEAVING
from tests.matrix.planning_pages import PLANNING
from tests.matrix.scene import Scene, Subject
from tests.matrix.sign_in_pages import NO_SECRET, SIGN_IN
from tests.matrix.table import About, Form, Said


def _request(subject: Subject) -> Mapping[str, object]:
    return {"id": subject.request_id}


def _person(subject: Subject) -> Mapping[str, object]:
    return {"id": subject.employee_id}


def _reason(subject: Subject) -> str:
    return subject.reason


def _ticked(_: Scene, subject: Subject) -> Form:
    return {"request": f"{subject.request_id}.1", "reason": "No."}


def _asked(scene: Scene, _: Subject) -> Form:
    day = scene.next_day().isoformat()
    return {"leave_type_id": scene.cast.leave_types["UL"], "first_day": day, "last_day": day}


def _changed_leave(scene: Scene, subject: Subject) -> Form:
    # Asked for, and then approved.
    return {**_asked(scene, subject), "version": "2"}


def _anna(scene: Scene, _: Subject) -> Form:
    return {
        "full_name": "Anna New",
        "email": f"{uuid4().hex}@example.com",
        "employee_number": uuid4().hex,
        "site_id": scene.cast.site_id,
        "joined_on": "2026-07-01",
        "weekly_hours": "40",
        "role": "employee",
    }


def _changed(scene: Scene, subject: Subject) -> Form:
    return {"full_name": subject.name, "site_id": scene.cast.site_id, "weekly_hours": "32"}


def _adjusted(scene: Scene, _: Subject) -> Form:
    return {"leave_type_id": scene.cast.leave_types["AL"], "amount": "1", "reason": "Thanks."}


def _week(_: Scene, __: Subject) -> Form:
    return {"since": "2026-07-01", "day": "0", "weekly_hours": "8"}


def _ill(scene: Scene, _: Subject) -> Form:
    day = scene.next_day().isoformat()
    return {"first_day": day, "leave_type_id": scene.cast.leave_types["SL"]}


def _worked(scene: Scene, _: Subject) -> Form:
    return {
        "leave_type_id": scene.cast.leave_types["AL"],
        "worked_on": "2026-03-01",
        "amount": "0.0001",
        "factor": "1",
        "reason": "The move.",
    }


def _day_off(scene: Scene, _: Subject) -> Form:
    day = scene.next_day().isoformat()
    return {"on": day, "name": "Party", "free": "full", "site": scene.cast.site_id}


def _closed(scene: Scene, _: Subject) -> Form:
    day = scene.next_day().isoformat()
    return {"first_day": day, "last_day": day, "name": "Move", "site": scene.cast.site_id}


def _shut(scene: Scene, _: Subject) -> Form:
    day = scene.next_day().isoformat()
    return {
        "first_day": day,
        "name": "Summer break",
        "leave_type_id": scene.cast.leave_types["AL"],
        "short": "negative",
    }


def _productive(_: Subject) -> Mapping[str, object]:
    return {"provider": "productive"}


def _kept(_: Scene, __: Subject) -> Form:
    return {"name": uuid4().hex, "crew": "", "measure": "max_absent", "number": "90"}


def _on(scene: Scene, form: Form) -> Form:
    return {**form, "site": scene.cast.site_id}


def _sick_leave(scene: Scene, _: Member) -> Mapping[str, object]:
    return {"leave_type": scene.cast.leave_types["SL"]}


def _kind(subject: Subject) -> Mapping[str, object]:
    return {"id": subject.extra.get("leave_type", subject.request_id)}


def _new_kind(_: Scene, __: Subject) -> Form:
    code = uuid4().hex[:12]
    return {"name": code, "code": code, "color": "#112233", "unit": "day", "method": "manual"}


def _kind_changed(_: Scene, __: Subject) -> Form:
    return {"name": "Sickness", "code": "SL", "color": "#112233", "paid": "1"}


def _unknown_policy(_: Scene, subject: Subject) -> Form:
    return {
        "employee_id": subject.employee_id,
        "policy": "Over 55",
        "valid_from": "2026-05-01",
        "last": "2026-05-01",
    }


_AGREES: Final = {"version": 1}
_REFUSES: Final = {"version": 1, "reason": "No."}
_TOKEN: Final = {"kind": "user_token", "name": "Script", "scope": "leave"}
_COMPANY: Final = {
    "name": "Acme",
    "timezone": "Europe/Berlin",
    "language": "en",
    "week_start": 1,
    "year_month": 1,
    "year_day": 1,
}
_POLICY: Final = {"method": "up_front", "valid_from": "2027-01-01", "levels[0].amount": "20"}

CALLS: Final[Mapping[str, Said]] = {
    **PLANNING,
    **LEAVING,
    **SIGN_IN,
    "log_out": Said(form=lambda *_: {}),
    "choose_language": Said(form=lambda *_: {"language": "de"}),
    "choose_offline": Said(form=lambda *_: {"kept": "yes"}),
    "choose_theme": Said(form=lambda *_: {"theme": "dark"}),
    "colours": Said(parts=lambda _: {"mark": "any"}),
    "offline_page": Said(),
    "service_worker": Said(),
    "static": Said(parts=lambda _: {"name": "app.css"}),
    "my_leave": Said(),
    "ask_page": Said(),
    "check": Said(form=_asked),
    "ask": Said(form=_asked),
    "change_leave_page": Said(about=About.REQUEST, parts=_request, tells=_reason, approved=True),
    "check_leave_change": Said(
        about=About.REQUEST, parts=_request, form=_changed_leave, approved=True
    ),
    "change_leave": Said(about=About.REQUEST, parts=_request, form=_changed_leave, approved=True),
    "request": Said(about=About.REQUEST, parts=_request, tells=_reason),
    "approve": Said(about=About.REQUEST, parts=_request, form=lambda *_: _AGREES),
    "reject": Said(about=About.REQUEST, parts=_request, form=lambda *_: _REFUSES),
    "cancel": Said(about=About.REQUEST, parts=_request, form=lambda *_: _AGREES),
    "approve_cancellation": Said(about=About.REQUEST, parts=_request, form=lambda *_: {}),
    "decline_cancellation": Said(about=About.REQUEST, parts=_request, form=lambda *_: _REFUSES),
    "retry": Said(about=About.REQUEST, parts=_request, form=lambda *_: {}, approved=True),
    **DOCUMENTS,
    "inbox_page": Said(about=About.REQUEST, tells=_reason),
    "approve_many": Said(about=About.REQUEST, form=_ticked),
    "reject_many": Said(about=About.REQUEST, form=_ticked),
    "calendar": Said(),
    "people": Said(),
    "newcomer": Said(),
    "join": Said(form=_anna),
    "person": Said(
        about=About.REQUEST,
        parts=_person,
        tells=lambda subject: f"/requests/{subject.request_id}",
    ),
    "change": Said(about=About.PERSON, parts=_person, form=_changed),
    "working_week_page": Said(about=About.PERSON, parts=_person),
    "change_week": Said(about=About.PERSON, parts=_person, form=_week),
    "check_week": Said(about=About.PERSON, parts=_person, form=_week),
    "sickness_page": Said(about=About.PERSON, parts=_person),
    "record_sickness": Said(about=About.PERSON, parts=_person, form=_ill),
    "extra_work_page": Said(about=About.PERSON, parts=_person),
    "credit_extra_work": Said(about=About.PERSON, parts=_person, form=_worked),
    "record_work": Said(
        about=About.PERSON, parts=_person, form=lambda *_: {"on": "2026-03-01", "hours": "8"}
    ),
    "part": Said(
        about=About.PERSON, parts=_person, form=lambda *_: {"left_on": "2026-12-31"}, ruins=True
    ),
    "invite": Said(about=About.PERSON, parts=_person, form=lambda *_: {}),
    "adjust": Said(about=About.PERSON, parts=_person, form=_adjusted),
    "balance": Said(
        about=About.PERSON,
        prepares=lambda scene, _: {"leave_type": scene.cast.leave_types["AL"]},
        parts=lambda subject: {
            "employee": subject.employee_id,
            "leave_type": subject.extra.get("leave_type", subject.request_id),
        },
    ),
    "leave_types": Said(),
    "new_leave_type": Said(),
    "add_leave_type": Said(form=_new_kind),
    "leave_type": Said(prepares=_sick_leave, parts=_kind),
    "edit_leave_type": Said(prepares=_sick_leave, parts=_kind),
    "change_leave_type": Said(prepares=_sick_leave, parts=_kind, form=_kind_changed),
    "policy_form": Said(prepares=_sick_leave, parts=_kind),
    "fill_policy": Said(prepares=_sick_leave, parts=_kind, form=lambda *_: _POLICY),
    "try_policy": Said(prepares=_sick_leave, parts=_kind, form=lambda *_: _POLICY),
    "apply_policy": Said(prepares=_sick_leave, parts=_kind, form=lambda *_: _POLICY),
    "assign_policy": Said(prepares=_sick_leave, parts=_kind, form=_unknown_policy),
    "end_assigned_policy": Said(prepares=_sick_leave, parts=_kind, form=_unknown_policy),
    "archive_leave_type": Said(prepares=_sick_leave, parts=_kind, form=lambda *_: {}, ruins=True),
    "offer_leave_type": Said(prepares=_sick_leave, parts=_kind, form=lambda *_: {}),
    "holidays": Said(),
    "set_holiday": Said(form=_day_off),
    "check_holiday": Said(form=_day_off),
    "clear_holiday": Said(form=lambda scene, _: _on(scene, {"on": "2026-06-01"})),
    "close": Said(form=_closed),
    "reopen": Said(
        parts=lambda subject: {"id": subject.request_id},
        form=lambda scene, _: _on(scene, {"first_day": "2026-06-01"}),
    ),
    "limits_page": Said(),
    "block_days": Said(form=_closed),
    "unblock_days": Said(parts=_request, form=lambda *_: {}),
    "require_staffing": Said(form=_kept),
    "drop_staffing": Said(parts=_request, form=lambda *_: {}),
    "shutdown_list": Said(),
    "check_shutdown": Said(form=_shut),
    "order_shutdown": Said(form=_shut),
    "one_shutdown": Said(parts=_request),
    "charge_shutdown_again": Said(parts=_request, form=lambda *_: {}),
    "call_shutdown_off": Said(parts=_request, form=lambda *_: {}),
    "settings": Said(),
    "issue_token": Said(form=lambda *_: _TOKEN),
    "revoke_token": Said(parts=_request, form=lambda *_: {}),
    "audit": Said(),
    "notifications_page": Said(),
    "read_all_notifications": Said(form=lambda *_: {}),
    "open_notification": Said(parts=_request, form=lambda *_: {}),
    "profile": Said(),
    "change_password": Said(form=lambda *_: {"old": "not this one", "new": "a long walk home"}),
    "choose_own_language": Said(form=lambda *_: {"language": "de"}),
    "feeds_page": Said(),
    "renew_feed": Said(form=lambda *_: {"feed": "own"}),
    "end_feed": Said(form=lambda *_: {"feed": "own"}),
    "read_feed": Said(parts=lambda _: {"feed": "own", "file": f"{NO_SECRET}.ics"}),
    "choose_letters": Said(form=lambda *_: {"wanted": "no"}),
    "reset_second_factor": Said(about=About.PERSON, parts=_person, form=lambda *_: {}),
    "finding": Said(query=lambda *_: {"q": "bea"}),
    "company": Said(),
    "change_company": Said(form=lambda *_: _COMPANY),
    "turn_switches": Said(form=lambda *_: {"switch": "api_may_create_admins"}),
    "approval": Said(),
    "choose_chain": Said(form=lambda *_: {"chain": "single"}),
    "choose_patience": Said(form=lambda *_: {"remind_after_days": "2", "escalate_after_days": "3"}),
    "permit": Said(form=lambda *_: {"permitted": "employee.view"}),
    "systems": Said(),
    "retry_given_up": Said(form=lambda *_: {}),
    "system": Said(parts=_productive),
    "connect_system": Said(parts=_productive, form=lambda *_: {}),
    "set_system": Said(parts=_productive, form=lambda *_: {}),
    "use_console": Said(parts=_productive, form=lambda *_: {}),
    "test_system": Said(parts=_productive, form=lambda *_: {}),
    "disconnect_system": Said(parts=_productive, form=lambda *_: {}),
    "retry_system": Said(parts=_productive, form=lambda *_: {}),
    "begin_consent": Said(parts=lambda _: {"provider": "xero"}, form=lambda *_: {}),
    "consent_given": Said(parts=lambda _: {"provider": "xero"}),
    "choose_place": Said(parts=lambda _: {"provider": "xero"}, form=lambda *_: {"place": "any"}),
    "revoke_session": Said(parts=_request, form=lambda *_: {}),
    "more": Said(),
}
