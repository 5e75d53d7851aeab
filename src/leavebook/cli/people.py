"""`leavebook people`: the people of a company, many at once."""

from pathlib import Path

import click

from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import Processes
from leavebook.domain.people.people_faults import SENTENCES, PeopleFault
from leavebook.services.people.people_import import PeoplePlan, Step, check_file, take_file


@click.group()
def people() -> None:
    """Take on many people at once."""


@people.command("import")
@click.argument("company")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.pass_obj
def import_people(processes: Processes, *, company: str, file: Path, dry_run: bool) -> None:
    """Take on and change the people in FILE, a CSV file, in COMPANY: all of them or none.

    People are known by their e-mail addresses; taking the same file again changes nothing. The
    columns are Name, E-mail, Number, First day, Site, Department, Manager (an e-mail address),
    Hours a week, Role, and "Opening balance" with the name of a leave type behind it.
    """
    raw = file.read_bytes()
    with plainly(), processes.in_company(settings(), company) as tx:
        planned = check_file(tx, raw) if dry_run else take_file(tx, raw)
    if planned.faults:
        for fault in planned.faults:
            click.echo(_said(fault), err=True)
        raise click.ClickException("Nothing was written.")
    click.echo(_told(planned, dry_run=dry_run))


def _said(fault: PeopleFault) -> str:
    place = f"line {fault.line}" + (f", {fault.column}" if fault.column else "")
    return f"{place}: {SENTENCES[fault.why] % {'given': fault.given}}"


def _told(planned: PeoplePlan, *, dry_run: bool) -> str:
    if planned.changes_nothing:
        return f"Nothing changes: all {len(planned.people)} are known just like this."
    counts = (
        f"{len(planned.of(Step.TAKEN_ON))} taken on, {len(planned.of(Step.CHANGED))} changed,"
        f" {len(planned.of(Step.SAME))} as they were."
    )
    new = ", ".join(planned.new_departments)
    departments = f" New departments: {new}." if new else ""
    return f"{'Nothing written. Would be: ' if dry_run else ''}{counts}{departments}"
