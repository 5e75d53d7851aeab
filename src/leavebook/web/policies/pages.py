"""What a leave type grants: changed from a day on, tried on everybody first; and who has what."""

from dataclasses import replace
from datetime import date, timedelta

from leavebook.domain.policy.leave_year import YearKind
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.http.call import Answer, Call
from leavebook.http.door import Opened, Transaction
from leavebook.queries.books.simulation import Change, simulate
from leavebook.queries.people.visitor import visitor
from leavebook.queries.policies.policy_history import LeaveTypePage, leave_type_page
from leavebook.services.policies import policies
from leavebook.web.fields import Fields, asked_in, form_of, number_in
from leavebook.web.languages import language_of
from leavebook.web.page import go_to, show
from leavebook.web.policies.differences import METHODS, differences
from leavebook.web.policies.fields import GROUPS
from leavebook.web.policies.level_fields import AFTER, LEVEL_FIELDS
from leavebook.web.policies.reading import read_version
from leavebook.web.policies.written import number_of_levels, with_another_level, written
from leavebook.web.settings.in_words import granted_in_words

_TOMORROW = timedelta(days=1)
_MOST_LEVELS = 20


def policy_form(call: Call, tx: Transaction) -> Answer:
    """Show the form of a policy, filled in with what holds or with what was typed."""
    return _form(call, tx, asked_in(call))


def fill_policy(call: Call, tx: Transaction) -> Answer:
    """Show the form as it was typed, with room for one more level where that was asked for."""
    return _form(call, tx, form_of(call))


def try_policy(call: Call, opened: Opened) -> Answer:
    """Show what the policy would mean for everybody; nothing is written."""
    typed = form_of(call)
    change = Change(
        leave_type_id=number_in(call, "id"),
        version=read_version(typed),
        policy=_name(typed),
    )
    found = simulate(opened.transaction, change)
    with opened.transaction() as tx:
        page = leave_type_page(tx, change.leave_type_id)
        language = language_of(call)
        before = page.in_force(change.policy, change.version.valid_from)
        return show(
            call,
            tx,
            "policies/effect.html",
            page=page,
            found=found,
            change=change,
            differences=differences(before, change.version, language),
            before=granted_in_words(page.offering(before), language),
            after=granted_in_words(page.offering(change.version), language),
            typed=[(name, value) for name, value in typed.pairs() if name != "form_token"],
        )


def apply_policy(call: Call, tx: Transaction) -> Answer:
    """Have the policy say it from its first day on."""
    typed = form_of(call)
    leave_type_id = number_in(call, "id")
    policies.add_version(tx, leave_type_id, read_version(typed), policy=_name(typed))
    return go_to(f"/leave-types/{leave_type_id}?done=saved")


def assign_policy(call: Call, tx: Transaction) -> Answer:
    """Give somebody another policy, from a day to a day or for good."""
    typed = form_of(call)
    leave_type_id = number_in(call, "id")
    policies.assign(
        tx,
        employee_id=typed.number("employee_id"),
        leave_type_id=leave_type_id,
        policy=typed.text("policy"),
        valid_from=typed.day("valid_from"),
        valid_to=typed.day_if_any("valid_to"),
    )
    return go_to(f"/leave-types/{leave_type_id}?done=saved")


def end_assigned_policy(call: Call, tx: Transaction) -> Answer:
    """Let somebody have the standard policy again after a day."""
    typed = form_of(call)
    leave_type_id = number_in(call, "id")
    policies.end_assignment(
        tx,
        employee_id=typed.number("employee_id"),
        leave_type_id=leave_type_id,
        last=typed.day("last"),
    )
    return go_to(f"/leave-types/{leave_type_id}?done=saved")


def _form(call: Call, tx: Transaction, asked: Fields) -> Answer:
    page, today = leave_type_page(tx, number_in(call, "id")), visitor(tx).today
    typed = asked if asked.text("method") else _as_it_is(page, asked, today)
    if asked.text("more"):
        typed = with_another_level(typed)
    return show(
        call,
        tx,
        "policies/policy.html",
        page=page,
        policy=_name(asked),
        is_new=bool(asked.text("new")),
        typed=typed,
        levels=min(number_of_levels(typed), _MOST_LEVELS),
        now=granted_in_words(page.offering(page.in_force(_name(asked), today)), language_of(call)),
        methods=METHODS,
        groups=GROUPS,
        level_fields=LEVEL_FIELDS,
        after=AFTER,
    )


def _as_it_is(page: LeaveTypePage, asked: Fields, today: date) -> Fields:
    since = today + _TOMORROW
    version = page.in_force(_name(asked), since) or page.in_force(policies.STANDARD, since)
    if version is None:
        return written(PolicyVersion("", since))
    if version.leave_year.kind is YearKind.FIXED:
        since = version.leave_year.starts.on_or_after(since)
    return written(replace(version, valid_from=since))


def _name(typed: Fields) -> str:
    return typed.text("policy") or policies.STANDARD
