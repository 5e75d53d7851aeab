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
    """Found the company CODENAME with an administrator, and say how to come in."""
    known = settings()
    with plainly():
        founded = processes.found_company(
            known,
            NewCompany(
                codename=codename,
                name=name,
                timezone=timezone,
                approval=approval,
                admin_email=admin_email,
                admin_name=admin_name,
            ),
        )
    address = known.base_url or f"http://{known.host}:{known.port}"
    click.echo(f"{codename} is company {founded.company_id}.")
    click.echo(
        f"{admin_email} chooses a password here, once, within three days, and sets it up from"
        f" there:\n  {address}/welcome/{founded.invitation}\nOr set one now:\n"
        f"  leavebook password set {codename} {admin_email}"
    )


@company.command("list")
@click.pass_obj
def list_companies(processes: Processes) -> None:
    """List the codenames of all companies."""
    with plainly():
        for codename in processes.companies(settings()):
            click.echo(codename)
