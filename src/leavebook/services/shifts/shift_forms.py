"""Templates and shifts as forms: filled in once, then changed field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from msgspec import UNSET, UnsetType

from leavebook.domain.calendar.shifts import ShiftContent, ShiftState, TemplateContent
from leavebook.domain.faults import Faults
from leavebook.domain.limits import invalid
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.texts import one_line
from leavebook.services.shifts import shift_templates, shifts
from leavebook.storage.leave import references
from leavebook.storage.transaction import Transaction

_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateForm:
    """The fields of a template as they were sent; departments go by their uuids."""

    name: str | UnsetType = UNSET
    starts: time | UnsetType = UNSET
    ends: time | UnsetType = UNSET
    days_of_week: tuple[int, ...] | UnsetType = UNSET
    department: UUID | UnsetType | None = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftForm:
    """The fields of a shift as they were sent.

    With a template and a day, what is not sent comes from the template.
    """

    template: UUID | None = None
    day: date | None = None
    title: str | UnsetType = UNSET
    starts_at: datetime | UnsetType = UNSET
    ends_at: datetime | UnsetType = UNSET
    department: UUID | UnsetType | None = UNSET
    state: ShiftState | UnsetType = UNSET


def add_template(tx: Transaction, form: TemplateForm) -> int:
    """Make a template and return its id; raises Refused naming every field at fault."""
    shift_templates.assert_may_plan(tx)
    sent = _read(tx, form, name="name")
    _assert_there(sent, {"name": "name", "starts": "start_time", "ends": "end_time"})
    return shift_templates.add(tx, TemplateContent(**sent))


def change_template(
    tx: Transaction, uuid: UUID, form: TemplateForm, *, version: int | None = None
) -> int:
    """Change what was sent of a template and return its id."""
    shift_templates.assert_may_plan(tx)
    sent = _read(tx, form, name="name")
    return shift_templates.change(tx, uuid, lambda now: replace(now, **sent), version=version)


def plan(tx: Transaction, form: ShiftForm) -> int:
    """Plan a shift and return its id; raises Refused naming every field at fault."""
    shift_templates.assert_may_plan(tx)
    sent = {**_from_template(tx, form), **_read(tx, form, name="title")}
    _assert_there(sent, {"title": "title", "starts_at": "start_at", "ends_at": "end_at"})
    return shifts.plan(tx, ShiftContent(**sent))


def change(tx: Transaction, uuid: UUID, form: ShiftForm, *, version: int | None = None) -> int:
    """Change what was sent of a shift and return its id."""
    shift_templates.assert_may_plan(tx)
    sent = _read(tx, form, name="title")
    return shifts.change(tx, uuid, lambda now: replace(now, **sent), version=version)


def _from_template(tx: Transaction, form: ShiftForm) -> dict[str, Any]:
    if form.template is None:
        return {}
    template = shift_templates.named(tx, form.template)
    given: dict[str, Any] = {
        "template_id": template.id,
        "title": template.content.name,
        "department_id": template.content.department_id,
    }
    if form.day is not None:
        given["starts_at"], given["ends_at"] = shifts.on_day(tx, template.content, form.day)
    return given


def _read(tx: Transaction, form: TemplateForm | ShiftForm, *, name: str) -> dict[str, Any]:
    """Return the fields that were sent, by the names of the content; `name` is one line of text."""
    faults = Faults()
    sent: dict[str, Any] = {
        each.name: getattr(form, each.name)
        for each in fields(form)
        if each.name not in {"template", "day", "department"}
        and getattr(form, each.name) is not UNSET
    }
    if name in sent:
        sent[name] = faults.keep(lambda: one_line(sent[name], field=name, at_most=_LONGEST_NAME))
    if not isinstance(form.department, UnsetType):
        sent["department_id"] = faults.keep(lambda: _department(tx, form.department))
    faults.refuse_if_any()
    return sent


def _department(tx: Transaction, uuid: UUID | UnsetType | None) -> int | None:
    if uuid is None or isinstance(uuid, UnsetType):
        return None
    found = references.department(tx, uuid)
    if found is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "department_id"}))
    return found


def _assert_there(sent: Mapping[str, Any], needed: Mapping[str, str]) -> None:
    faults = Faults()
    for ours, field in needed.items():
        if ours not in sent:
            faults.problems.extend(invalid(field, "required").problems)
    faults.refuse_if_any()
