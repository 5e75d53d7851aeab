"""`leavebook token`: the credentials of a company."""

from datetime import UTC, datetime

import click

from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import Processes
from leavebook.services.sign_in import credentials, logins
from leavebook.services.sign_in.credentials import CredentialKind


@click.group()
def token() -> None:
    """Create, list and revoke credentials."""


@token.command()
@click.argument("company")
@click.option("--name", required=True, help="What the credential is for.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in credentials.FOR_PROGRAMS]),
    default=CredentialKind.COMPANY_TOKEN.value,
    show_default=True,
)
@click.option(
    "--email", required=True, help="Whom it stands for or, for a company's, who answers for it."
)
@click.option(
    "--expires", type=click.DateTime(["%Y-%m-%d"]), help="First day on which it counts no more."
)
@click.pass_obj
def create(
    processes: Processes,
    *,
    company: str,
    name: str,
    kind: str,
    email: str,
    expires: datetime | None,
) -> None:
    """Create a credential of COMPANY and show its secret, this once."""
    until = None if expires is None else expires.replace(tzinfo=UTC)
    with plainly(), processes.in_company(settings(), company) as tx:
        issued = credentials.issue(
            tx,
            CredentialKind(kind),
            name=name,
            user_id=logins.user_with_email(tx, email),
            expires_at=until,
        )
    click.echo(issued.secret)


@token.command("list")
@click.argument("company")
@click.pass_obj
def list_tokens(processes: Processes, *, company: str) -> None:
    """List the credentials of COMPANY, without their secrets."""
    with plainly(), processes.in_company(settings(), company) as tx:
        found = credentials.listed(tx)
    for each in found:
        used = each.last_used_at.isoformat(timespec="minutes") if each.last_used_at else "never"
        click.echo(
            f"{each.id}\t{each.state(datetime.now(UTC))}\t{each.kind}\t…{each.last_four}"
            f"\t{each.user_name}\t{each.name}\tlast used {used}"
        )


@token.command()
@click.argument("company")
@click.argument("credential_id", type=int)
@click.pass_obj
def revoke(processes: Processes, *, company: str, credential_id: int) -> None:
    """Revoke a credential of COMPANY for good; it counts no more from its next call on."""
    with plainly(), processes.in_company(settings(), company) as tx:
        credentials.revoke(tx, credential_id)
    click.echo("Revoked.")
