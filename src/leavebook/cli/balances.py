"""`leavebook balance`: what people have."""

from datetime import date

import click

from leavebook.cli.given import on_day
from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import Processes
from leavebook.cli.showing import as_json, print_json, print_table, progress
from leavebook.queries.books.balances_on import balances_on, brought_up_to_date
from leavebook.queries.books.team_balances import TeamBalance, names, team_balances
from leavebook.queries.leave.kinds import Kind, kind_called, kinds
from leavebook.queries.people.person_called import person_called
from leavebook.services import today
from leavebook.services.books.batches import AT_ONCE, Open


@click.command()
@click.argument("company")
@click.option("--person", help="One person: number, name, e-mail address or id.")
@click.option("--type", "leave_type", help="One leave type: its code, name or id.")
@on_day
@as_json
@click.pass_obj
def balance(
    processes: Processes,
    *,
    company: str,
    person: str | None,
    leave_type: str | None,
    on: date | None,
    as_json: bool,
) -> None:
    """Show what the people of COMPANY have of each leave type.

    Without a day it is the running leave year as it stands today. With one it is the balance by
    the end of that day, leave booked ahead in sight.
    """
    with plainly(), processes.company(settings(), company) as open_tx:
        with open_tx() as tx:
            employee_id = None if person is None else person_called(tx, person)
            kind = None if leave_type is None else kind_called(tx, leave_type)
        if on is None:
            _show_year(open_tx, employee_id, kind, as_json=as_json)
        else:
            _show_day(open_tx, employee_id, kind, on, as_json=as_json)


def _show_year(open_tx: Open, employee_id: int | None, kind: Kind | None, *, as_json: bool) -> None:
    with open_tx() as tx:
        day = today.of_company(tx)
        kind_id = None if kind is None else kind.id
        rows = team_balances(tx, day=day, employee_id=employee_id, leave_type_id=kind_id)
        rows = brought_up_to_date(tx, rows, day)
    if as_json:
        print_json([_year_as_json(row) for row in rows])
        return
    print_table(
        f"Leave on {day}",
        ("person", "leave type", "unit", "year from", "entitled", "to come", "carried in", "used",
         "pending", "remaining", "lapses", "last day"),
        [
            (row.full_name, row.leave_type, row.unit, row.year_start, row.allocated, row.to_come,
             row.carried_forward, row.used, row.pending, row.remaining, row.next_expiry,
             row.next_expiry_on)
            for row in rows
        ],
    )  # fmt: skip


def _year_as_json(row: TeamBalance) -> dict[str, object]:
    return {
        "employee_id": row.employee_id,
        "name": row.full_name,
        "employee_number": row.employee_number,
        "leave_type": row.leave_type,
        "code": row.code,
        "unit": row.unit,
        "year_start": row.year_start,
        "year_end": row.year_end,
        "entitled": row.allocated,
        "to_come": row.to_come,
        "carried_in": row.carried_forward,
        "used": row.used,
        "pending": row.pending,
        "remaining": row.remaining,
        "next_expiry": row.next_expiry,
        "next_expiry_on": row.next_expiry_on,
    }


def _show_day(
    open_tx: Open, employee_id: int | None, kind: Kind | None, on: date, *, as_json: bool
) -> None:
    with open_tx() as tx:
        people = names(tx, on=on, employee_id=employee_id)
        wanted = kinds(tx) if kind is None else (kind,)
    ids, found, total = list(people), [], len(people) * len(wanted)
    with progress("replaying", hidden=as_json) as hear:
        for each in wanted:
            for start in range(0, len(ids), AT_ONCE):
                with open_tx() as tx:
                    some = balances_on(tx, each, ids[start : start + AT_ONCE], on)
                found += [(people[row.employee_id], each, row) for row in some]
                hear(min(total, len(found)), total)
    if as_json:
        print_json(
            [
                {"employee_id": row.employee_id, "name": name, "leave_type": each.name,
                 "code": each.code, "unit": each.unit, "on": on, "balance": row.balance,
                 "available": row.available}
                for name, each, row in found
            ]
        )  # fmt: skip
        return
    print_table(
        f"Leave by the end of {on}",
        ("person", "leave type", "unit", "balance", "available"),
        [
            (name, each.name, each.unit, row.balance, row.available)
            for name, each, row in sorted(found, key=lambda one: (one[0], one[1].id))
        ],
    )
