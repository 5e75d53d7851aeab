"""Everybody as a file of people says it: what is taken from here can be taken back."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from leavebook.domain.calendar.contracts import weekly_hours
from leavebook.domain.people.leaving import has_left
from leavebook.domain.people.people_file import GERMAN, OPENING, Column
from leavebook.services import today
from leavebook.services.people.people import assert_may_manage
from leavebook.storage.people import roster
from leavebook.storage.people.roster import Known
from leavebook.storage.policies import leave_types
from leavebook.storage.transaction import Transaction


def people_rows(
    tx: Transaction, *, language: str, only_columns: bool = False
) -> Iterator[Sequence[object]]:
    """Yield the names of the columns, and then everybody who works here and can sign in."""
    assert_may_manage(tx)
    kinds = [each for each in leave_types.all_of_company(tx) if each.active]
    balances = [each for each in kinds if each.rules.has_balance]
    opening = _named(OPENING, language)
    yield (
        *(_named(each, language) for each in Column),
        *(f"{opening} {each.name}" for each in balances),
    )
    if only_columns:
        return
    now_on = today.of_company(tx)
    opened = roster.openings(tx)
    for each in roster.everybody(tx, today=now_on):
        if each.email and each.employee_id and not has_left(each.left_on, now_on):
            amounts = (opened.get((each.employee_id, kind.id)) for kind in balances)
            yield (*_cells(each), *amounts)


def _named(column: str, language: str) -> str:
    return GERMAN[column] if language == "de" else column


def _cells(known: Known) -> Iterator[object]:
    told: dict[Column, str | Decimal | None] = {
        Column.NAME: known.full_name,
        Column.EMAIL: known.email,
        Column.NUMBER: known.employee_number,
        Column.FIRST_DAY: known.joined_on.isoformat() if known.joined_on else None,
        Column.SITE: known.site,
        Column.DEPARTMENT: known.department,
        Column.MANAGER: known.manager_email,
        Column.HOURS: weekly_hours(known.weekly_minutes) if known.weekly_minutes else None,
        Column.ROLE: known.role,
    }
    return (told[each] for each in Column)
