"""`leavebook given-up`: work that is not tried any more until somebody says so."""

import click

from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import Processes
from leavebook.cli.showing import as_json, print_json, print_table
from leavebook.services.outside import given_up_work


@click.command("given-up")
@click.argument("company")
@click.option("--retry", is_flag=True, help="Have all of it tried again.")
@as_json
@click.pass_obj
def given_up(processes: Processes, *, company: str, retry: bool, as_json: bool) -> None:
    """Show what the worker gave up in COMPANY after trying for long, or have it tried again."""
    with plainly(), processes.in_company(settings(), company) as tx:
        found = given_up_work.given_up(tx)
        again = given_up_work.try_again(tx) if retry else 0
    if as_json:
        print_json({"given_up": found, "tried_again": again})
        return
    if not found:
        click.echo("Nothing was given up.")
        return
    print_table(
        "Given up",
        ("job", "task", "about", "tries", "given up"),
        [
            (
                each.id,
                each.task,
                each.about or "",
                each.tries,
                "" if each.given_up_at is None else f"{each.given_up_at:%Y-%m-%d %H:%M}",
            )
            for each in found
        ],
    )
    if retry:
        click.echo(f"{again} tried again.")
