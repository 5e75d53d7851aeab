"""`leavebook password`: for somebody who cannot log in any more, or not yet."""

import click

from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import Processes
from leavebook.services.sign_in import logins


@click.group()
def password() -> None:
    """Set passwords, and take away what is asked for beside them."""


@password.command("set")
@click.argument("company")
@click.argument("email")
@click.password_option(
    "--password", "secret", prompt="Password", help="Asked for when it is not given."
)
@click.pass_obj
def set_password(processes: Processes, *, company: str, email: str, secret: str) -> None:
    """Set the password of the person with EMAIL in COMPANY; their sessions and tokens end."""
    with plainly(), processes.in_company(settings(), company) as tx:
        logins.set_password(tx, email, secret)
    click.echo("The password is set.")


@password.command("reset-second-factor")
@click.argument("company")
@click.argument("email")
@click.pass_obj
def reset_second_factor(processes: Processes, *, company: str, email: str) -> None:
    """Take the second factor of the person with EMAIL in COMPANY away, who has lost it."""
    with plainly(), processes.in_company(settings(), company) as tx:
        was_on = logins.reset_second_factor(tx, email)
    click.echo("The password alone is enough again." if was_on else "There was none.")
