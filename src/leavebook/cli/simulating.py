"""`leavebook simulate`: what another policy would mean for everybody, without making it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import BinaryIO

import click

from leavebook.cli.given import Day
from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import Processes
from leavebook.cli.showing import as_json, print_json, print_table, progress
from leavebook.domain.limits import invalid
from leavebook.domain.policy.policy import PolicyVersion
from leavebook.domain.policy.yearly_figures import has_yearly_figure, with_yearly_figure
from leavebook.queries.books.simulation import Affected, Change, Simulation, simulate, versions_of
from leavebook.queries.leave.kinds import kind_called
from leavebook.services.books.batches import Open
from leavebook.services.policies.policy_documents import read_policy


@click.command("simulate")
@click.argument("company")
@click.argument("leave_type")
@click.option("--from", "since", type=Day(), required=True, help="The change's first day.")
@click.option(
    "--policy", "document", type=click.File("rb"), help="The policy as a JSON document; - reads it."
)
@click.option("--amount", help="The policy in force, with this yearly amount instead.")
@click.option("--named", default="standard", show_default=True, help="Which policy changes.")
@click.option("--all", "show_all", is_flag=True, help="Also list whom nothing changes for.")
@as_json
@click.pass_obj
def simulate_policy(
    processes: Processes,
    *,
    company: str,
    leave_type: str,
    since: date,
    document: BinaryIO | None,
    amount: str | None,
    named: str,
    show_all: bool,
    as_json: bool,
) -> None:
    """Show what a change of LEAVE_TYPE's policy would do to everybody in COMPANY.

    Lists each person's leave year before and after, and the requests that would not be covered
    any more. Nothing is written.
    """
    if (document is None) is (amount is None):
        raise click.UsageError("give either --policy or --amount")
    with plainly(), processes.company(settings(), company) as open_tx:
        with open_tx() as tx:
            kind = kind_called(tx, leave_type)
        version = (
            read_policy(document.read(), valid_from=since)
            if document is not None
            else _with_amount(open_tx, kind.id, named, since, amount or "")
        )
        change = Change(leave_type_id=kind.id, version=version, policy=named)
        with progress("simulating", hidden=as_json) as hear:
            found = simulate(open_tx, change, progress=hear)
    shown = [each for each in found.people if show_all or each.changes]
    if as_json:
        print_json(_as_json(found, shown))
    else:
        _show(found, shown)


def _with_amount(
    open_tx: Open, leave_type_id: int, named: str, since: date, amount: str
) -> PolicyVersion:
    with open_tx() as tx:
        versions = versions_of(tx, leave_type_id, named)
    begun = [version for version in versions if version.valid_from <= since]
    if not begun:
        raise invalid("from", "before_start")
    if not has_yearly_figure(begun[-1]):
        raise invalid("amount", "not_allowed_here")
    try:
        figure = Decimal(amount)
    except InvalidOperation as error:
        raise invalid("amount", "not_a_number") from error
    if not figure.is_finite():
        raise invalid("amount", "not_a_number")
    return replace(with_yearly_figure(begun[-1], figure, since=since), id="")


def _show(found: Simulation, shown: list[Affected]) -> None:
    print_table(
        f"{found.leave_type} in {found.unit}s, changed from {found.day}:"
        f" {len(found.people)} people looked at",
        ("person", "year from", "entitled", "then", "left at its end", "then ", "breaks"),
        [
            (
                each.full_name,
                each.year,
                each.entitled_before,
                each.entitled_after,
                each.remaining_before,
                each.remaining_after,
                "; ".join(
                    f"{one.first_day} to {one.last_day} ({one.state})" for one in each.broken
                ),
            )
            for each in shown
        ],
    )


def _as_json(found: Simulation, shown: list[Affected]) -> dict[str, object]:
    return {
        "leave_type": found.leave_type,
        "unit": found.unit,
        "from": found.day,
        "people_looked_at": len(found.people),
        "people": [
            {
                "employee_id": each.employee_id,
                "name": each.full_name,
                "year_start": each.year,
                "before": {"entitled": each.entitled_before, "remaining": each.remaining_before},
                "after": {"entitled": each.entitled_after, "remaining": each.remaining_after},
                "broken_requests": list(each.broken),
            }
            for each in shown
        ],
    }
