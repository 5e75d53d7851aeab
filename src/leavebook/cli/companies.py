"""`leavebook company`: the companies of this installation."""

import click

from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import NewCompany, Processes


@click.group()
def company() -> None:
    """Found companies and list them."""


@company.command("create")
@click.argument("codename")
@click.option("--name", required=True, help="The company's full name.")
@click.option("--timezone", default="UTC", show_default=True, help="IANA name of its time zone.")
@click.option(
    "--approval",
    type=click.Choice(["none", "single", "office", "two_stage"]),
    default="single",
    show_default=True,
    help="Who must agree to leave.",
)
@click.option("--admin-email", required=True, help="E-mail address of its first administrator.")
@click.option("--admin-name", required=True, help="Name of its first administrator.")
@click.pass_obj
def create(
    processes: Processes,
    *,
    codename: str,
    name: str,
    timezone: str,
    approval: str,
    admin_email: str,
    admin_name: str,
) -> None:
    """Found the company CODENAME with an administrator."""
    with plainly():
        company_id = processes.found_company(
            settings(),
            NewCompany(
                codename=codename,
                name=name,
                timezone=timezone,
                approval=approval,
                admin_email=admin_email,
                admin_name=admin_name,
            ),
        )
    click.echo(f"{codename} is company {company_id}.")


@company.command("list")
@click.pass_obj
def list_companies(processes: Processes) -> None:
    """List the codenames of all companies."""
    with plainly():
        for codename in processes.companies(settings()):
            click.echo(codename)
