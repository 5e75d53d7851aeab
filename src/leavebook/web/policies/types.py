"""Leave types: each with what it has granted, made, changed, and taken off the list."""

from dataclasses import replace
from typing import Final

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.people.directory import directory
from leavebook.queries.people.visitor import visitor
from leavebook.queries.policies.policy_history import leave_type_page
from leavebook.services.company.company_facts import leave_year
from leavebook.services.policies import leave_types, policies, presets
from leavebook.web.fields import asked_in, form_of, number_in
from leavebook.web.languages import language_of
from leavebook.web.page import go_to, show
from leavebook.web.policies.type_fields import NEW_GROUPS, TYPE_GROUPS
from leavebook.web.policies.type_form import read_change, read_new, written_new, written_type
from leavebook.web.settings.in_words import granted_in_words, in_words

_MOST_PEOPLE: Final = 5_000


def leave_type(call: Call, tx: Transaction) -> Answer:
    """Show one leave type, its policies with their versions, and who has another one."""
    page = leave_type_page(tx, number_in(call, "id"))
    language = language_of(call)
    today = visitor(tx).today
    return show(
        call,
        tx,
        "policies/type.html",
        page=page,
        sentences=in_words(page.offering(page.in_force(policies.STANDARD, today)), language),
        granted=[
            (line, granted_in_words(page.offering(line.version), language))
            for line in page.versions
        ],
        people=directory(tx, words="", today=today, limit=_MOST_PEOPLE, offset=0),
        standard=policies.STANDARD,
        today=today,
    )


def new_leave_type(call: Call, tx: Transaction) -> Answer:
    """Show the form for a new leave type."""
    policies.assert_may_configure(tx)
    asked = asked_in(call)
    typed = asked if asked.values else written_new()
    return show(call, tx, "policies/type_form.html", page=None, typed=typed, groups=NEW_GROUPS)


def add_leave_type(call: Call, tx: Transaction) -> Answer:
    """Offer a new leave type."""
    policies.assert_may_configure(tx)
    new = read_new(form_of(call))
    policy = presets.beginning(new.policy, leave_year(tx))
    leave_type_id = leave_types.add(tx, replace(new, policy=policy))
    return go_to(f"/leave-types/{leave_type_id}?done=saved")


def edit_leave_type(call: Call, tx: Transaction) -> Answer:
    """Show the form of a leave type."""
    page = leave_type_page(tx, number_in(call, "id"))
    asked = asked_in(call)
    typed = asked if asked.values else written_type(page)
    return show(call, tx, "policies/type_form.html", page=page, typed=typed, groups=TYPE_GROUPS)


def change_leave_type(call: Call, tx: Transaction) -> Answer:
    """Change how a leave type is called, shown, counted and asked for."""
    page = leave_type_page(tx, number_in(call, "id"))
    leave_types.change(tx, page.kind.id, read_change(form_of(call), page))
    return go_to(f"/leave-types/{page.kind.id}?done=saved")


def archive_leave_type(call: Call, tx: Transaction) -> Answer:
    """Offer the leave type no more; what was taken of it stays."""
    return _offered(call, tx, active=False)


def offer_leave_type(call: Call, tx: Transaction) -> Answer:
    """Offer an archived leave type again."""
    return _offered(call, tx, active=True)


def _offered(call: Call, tx: Transaction, *, active: bool) -> Answer:
    page = leave_type_page(tx, number_in(call, "id"))
    leave_types.change_rules(tx, page.kind.id, replace(page.kind.rules, active=active))
    return go_to(f"/leave-types/{page.kind.id}?done=saved")
