"""`leavebook close-payroll` and `leavebook postings`: what payroll has paid, and what it gets."""

from datetime import date

import click

from leavebook.cli.given import Day
from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import Processes
from leavebook.cli.showing import as_json, print_json, print_table
from leavebook.queries.books.postings import postings
from leavebook.services.books import payroll


@click.command("close-payroll")
@click.argument("company")
@click.option(
    "--through", type=Day(), required=True, help="The last day of the period that was paid."
)
@click.pass_obj
def close_payroll(processes: Processes, *, company: str, through: date) -> None:
    """Close the days of COMPANY up to one: what changes there is posted on the first open day.

    Balances still follow every change, back-dated ones too; only the day of posting moves.
    Closed days are never opened again.
    """
    with plainly(), processes.in_company(settings(), company) as tx:
        payroll.close_through(tx, through)
    click.echo(f"closed through {through}")


@click.command("postings")
@click.argument("company")
@click.option("--from", "first", type=Day(), required=True, help="The first day.")
@click.option("--to", "last", type=Day(), required=True, help="The last day.")
@as_json
@click.pass_obj
def show_postings(
    processes: Processes, *, company: str, first: date, last: date, as_json: bool
) -> None:
    """Show what was posted in COMPANY from a day to a day, with the day that each entry is about.

    Corrections of days that payroll had closed stand where they were posted.
    """
    with plainly(), processes.in_company(settings(), company) as tx:
        found = postings(tx, first=first, last=last)
    if as_json:
        print_json(found)
        return
    print_table(
        f"Posted from {first} to {last}",
        ("number", "person", "leave", "posted", "about", "what", "amount", "unit", "cause"),
        [
            (
                each.employee_number,
                each.full_name,
                each.leave_type,
                each.posted_on,
                each.about,
                each.kind,
                each.amount,
                each.unit,
                each.cause,
            )
            for each in found
        ],
    )
