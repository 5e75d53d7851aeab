"""`leavebook`: the command line of operators."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import click

from leavebook.cli import (
    balances,
    closing,
    companies,
    explaining,
    giving_up,
    integrations,
    passwords,
    payroll,
    people,
    presets,
    reconciling,
    retention,
    simulating,
    tokens,
)
from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import Demo, Processes


@click.group()
@click.version_option(package_name="leavebook")
def commands() -> None:
    """Leave management for companies: serve it, and look after it."""


@commands.command()
@click.option("--demo", is_flag=True, help="Serve the demo companies on the embedded database.")
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory of the embedded database.",
)
@click.option("--workers", type=click.IntRange(1, 64), help="Web processes.")
@click.option(
    "--now", help="With --demo: the moment at which the clock starts, such as 2026-04-01T08:00:00Z."
)
@click.option(
    "--people",
    type=click.IntRange(0, 100_000),
    default=0,
    help="With --demo: add so many generated people to acme.",
)
@click.pass_obj
def serve(
    processes: Processes,
    *,
    demo: bool,
    host: str | None,
    port: int | None,
    data: Path | None,
    workers: int | None,
    now: str | None,
    people: int,
) -> NoReturn:
    """Serve the APIs and work off the queue until told to stop (SIGTERM or Ctrl+C)."""
    if (now is not None or people) and not demo:
        raise click.UsageError("--now and --people go together with --demo")
    given = {"host": host, "port": port, "data": data, "web_workers": workers}
    wanted = replace(
        settings(),
        demo=demo,
        **{name: value for name, value in given.items() if value is not None},  # type: ignore[arg-type]  # each has the type of its setting
    )
    if demo and wanted.database_url is not None:
        raise click.UsageError("--demo brings its own database; unset LEAVEBOOK_DATABASE_URL")
    shown = Demo(starts_at=_moment(now), people=people) if demo else None
    with plainly():
        status = processes.serve(wanted, shown)
    raise SystemExit(status)


@commands.command()
@click.pass_obj
def worker(processes: Processes) -> None:
    """Work off the queue only; any number of workers may run beside the servers."""
    with plainly():
        processes.work(settings())


@commands.command()
@click.pass_obj
def migrate(processes: Processes) -> None:
    """Bring the database to the schema of this version.

    Uses LEAVEBOOK_OWNER_DATABASE_URL, or the embedded database when none is set.
    """
    with plainly():
        applied = processes.migrate(settings())
    click.echo("\n".join(applied) if applied else "Nothing to do.")


commands.add_command(companies.company)
commands.add_command(tokens.token)
commands.add_command(passwords.password)
commands.add_command(people.people)
commands.add_command(balances.balance)
commands.add_command(explaining.explain)
commands.add_command(simulating.simulate_policy)
commands.add_command(closing.close_year)
commands.add_command(closing.jobs)
commands.add_command(giving_up.given_up)
commands.add_command(payroll.close_payroll)
commands.add_command(payroll.show_postings)
commands.add_command(presets.install_presets)
commands.add_command(reconciling.reconcile)
commands.add_command(retention.retention)
commands.add_command(integrations.integration)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is not a moment", param_hint="--now") from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
