"""Templates of shifts: making, changing and removing them."""

from collections.abc import Callable
from uuid import UUID

from leavebook.domain.calendar.shifts import TemplateContent, may_assign, may_plan_shifts
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage import events
from leavebook.storage.leave import relations
from leavebook.storage.people.people import Employee
from leavebook.storage.shifts import shift_templates
from leavebook.storage.shifts.shift_templates import ShiftTemplate
from leavebook.storage.transaction import Transaction


def add(tx: Transaction, content: TemplateContent) -> int:
    """Make a template and return its id."""
    assert_may_plan(tx)
    template_id = shift_templates.add(tx, content)
    events.record(tx, "shift_template.added", template=content.name)
    return template_id


def change(
    tx: Transaction,
    uuid: UUID,
    edit: Callable[[TemplateContent], TemplateContent],
    *,
    version: int | None = None,
) -> int:
    """Change what the template says from now on, and return its id; planned shifts stay.

    What changes nothing is not recorded.
    """
    assert_may_plan(tx)
    template = _locked(tx, uuid, version=version)
    content = edit(template.content)
    if content == template.content:
        return template.id
    shift_templates.change(tx, template.id, content)
    events.record(tx, "shift_template.changed", template=content.name)
    return template.id


def remove(tx: Transaction, uuid: UUID, *, version: int | None = None) -> int:
    """Take the template out of sight and return its id; shifts made from it stay."""
    assert_may_plan(tx)
    template = _locked(tx, uuid, version=version)
    shift_templates.remove(tx, template.id)
    events.record(tx, "shift_template.removed", template=template.content.name)
    return template.id


def named(tx: Transaction, uuid: UUID) -> ShiftTemplate:
    """Return the template that a shift is to be made from; raises Refused when there is none."""
    template = shift_templates.lock(tx, uuid)
    if template is None:
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "template_id"}))
    return template


def assert_may_plan(tx: Transaction) -> None:
    """Raise Refused unless the actor plans shifts."""
    if not may_plan_shifts(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "plan shifts"}))


def assert_may_assign(tx: Transaction, person: Employee) -> None:
    """Raise Refused unless the actor gives this person shifts and takes them away."""
    if not may_assign(relations.towards(tx, person), person.subject):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "assign"}))


def _locked(tx: Transaction, uuid: UUID, *, version: int | None) -> ShiftTemplate:
    template = shift_templates.lock(tx, uuid)
    if template is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "shift template"}))
    if version is not None and template.version != version:
        raise Refused(Problem(Code.STALE, {"version": template.version}))
    return template
