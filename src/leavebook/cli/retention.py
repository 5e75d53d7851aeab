"""`leavebook retention`: how long data is kept, what keeps it longer, and letting it go."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import click

from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import Processes
from leavebook.cli.showing import as_json, print_json, print_table
from leavebook.domain.people.retention import FEWEST_MONTHS, MOST_MONTHS
from leavebook.domain.problems import Refused
from leavebook.http.sentences import sentence
from leavebook.queries.people.data_due import LeaverData, old_entries, people_due
from leavebook.queries.people.person_called import person_called
from leavebook.services.books.batches import AT_ONCE, Open
from leavebook.services.people import anonymising, legal_holds
from leavebook.services.people.retention import keep_for, retention_of

_months = click.IntRange(FEWEST_MONTHS, MOST_MONTHS)
_person = click.option(
    "--person", help="One person: number, name, e-mail address or id; without it the company."
)


@click.group()
def retention() -> None:
    """Keep people's data for as long as it must be, and no longer."""


@retention.command("settings")
@click.argument("company")
@click.option("--after-exit", type=_months, help="Months for which data stays after the exit.")
@click.option("--audit", type=_months, help="Months for which the log says who did what.")
@as_json
@click.pass_obj
def choose(
    processes: Processes, *, company: str, after_exit: int | None, audit: int | None, as_json: bool
) -> None:
    """Show for how long COMPANY keeps what, or change it."""
    with plainly(), processes.in_company(settings(), company) as tx:
        now = retention_of(tx)
        wanted = replace(now, after_exit=after_exit or now.after_exit, audit=audit or now.audit)
        keep_for(tx, wanted)
        hold = legal_holds.standing(tx, None)
    if as_json:
        print_json({"after_exit": wanted.after_exit, "audit": wanted.audit, "hold": hold})
        return
    click.echo(f"people: {wanted.after_exit} months after the exit")
    click.echo(f"log: {wanted.audit} months")
    click.echo(f"hold on everything: {hold.reason if hold else 'none'}")


@retention.command("hold")
@click.argument("company")
@_person
@click.option("--reason", required=True, help="Why it has to be kept.")
@click.pass_obj
def hold(processes: Processes, *, company: str, person: str | None, reason: str) -> None:
    """Keep the data of somebody in COMPANY, or all of it, although it is due."""
    with plainly(), processes.in_company(settings(), company) as tx:
        if person is None:
            legal_holds.hold_company(tx, reason)
        else:
            legal_holds.hold_person(tx, person_called(tx, person), reason)
    click.echo("held")


@retention.command("lift")
@click.argument("company")
@_person
@click.pass_obj
def lift(processes: Processes, *, company: str, person: str | None) -> None:
    """Lift the hold on the data of somebody in COMPANY, or on all of it."""
    with plainly(), processes.in_company(settings(), company) as tx:
        if person is None:
            legal_holds.lift_companys(tx)
        else:
            legal_holds.lift_persons(tx, person_called(tx, person))
    click.echo("lifted")


@retention.command("list")
@click.argument("company")
@as_json
@click.pass_obj
def show_due(processes: Processes, *, company: str, as_json: bool) -> None:
    """Show whose data in COMPANY is due, and what a hold keeps."""
    with plainly(), processes.company(settings(), company) as open_tx:
        due, entries = list(_due(open_tx)), _entries(open_tx)
    if as_json:
        print_json({"people": [_plain(each) for each in due], "log_entries": entries})
        return
    _show(due)
    click.echo(f"log entries that are due: {entries}")


@retention.command("run")
@click.argument("company")
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
@click.pass_obj
def run(processes: Processes, *, company: str, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Anonymise everybody in COMPANY whose data is due, and empty the old log. For good.

    Whoever is under a hold stays. Exits with 1 when somebody could not be anonymised.
    """
    with plainly(), processes.company(settings(), company) as open_tx:
        due, entries = list(_due(open_tx)), _entries(open_tx)
        going = [each for each in due if each.may_go]
        if not as_json:
            _show(due)
        done, refused = 0, dict[str, str]()
        if not dry_run and (going or entries):
            question = f"Anonymise {len(going)} and empty {entries} log entries?"
            if not yes:
                click.confirm(question, abort=True, err=True)
            done, refused = _anonymise(open_tx, going)
            entries = _redact(open_tx)
    counts = {"people": len(going) if dry_run else done, "log_entries": entries}
    if as_json:
        held = [_plain(each) for each in due if not each.may_go]
        print_json({"dry_run": dry_run, **counts, "held": held, "refused": refused})
    else:
        begin = "would be anonymised" if dry_run else "anonymised"
        click.echo(f"{begin}: {counts['people']}; log entries: {counts['log_entries']}")
        for number, why in refused.items():
            click.echo(f"{number}: {why}", err=True)
    if refused:
        raise SystemExit(1)


def _due(open_tx: Open) -> Iterator[LeaverData]:
    after = 0
    while True:
        with open_tx() as tx:
            some = people_due(tx, after=after, limit=AT_ONCE)
        yield from some
        if len(some) < AT_ONCE:
            return
        after = some[-1].id


def _entries(open_tx: Open) -> int:
    with open_tx() as tx:
        return 0 if legal_holds.standing(tx, None) else old_entries(tx)


def _anonymise(open_tx: Open, people: Sequence[LeaverData]) -> tuple[int, dict[str, str]]:
    """Anonymise one after the other; whoever cannot be stops nobody else."""
    done, refused = 0, dict[str, str]()
    for each in people:
        try:
            with open_tx() as tx:
                done += anonymising.anonymise(tx, each.id)
        except Refused as refusal:
            refused[each.employee_number] = " ".join(map(sentence, refusal.problems))
    return done, refused


def _redact(open_tx: Open) -> int:
    emptied = 0
    while True:
        with open_tx() as tx:
            if legal_holds.standing(tx, None):
                return emptied
            some = anonymising.redact_log(tx)
        emptied += some
        if some < anonymising.AT_ONCE:
            return emptied


def _show(due: Sequence[LeaverData]) -> None:
    print_table(
        "Data that is due",
        ("id", "number", "name", "left", "due since", "hold"),
        [
            (
                each.id,
                each.employee_number,
                each.full_name,
                str(each.left_on),
                str(each.due_on),
                "" if each.may_go else "held",
            )
            for each in due
        ],
    )


def _plain(each: LeaverData) -> dict[str, object]:
    return {
        "id": each.id,
        "number": each.employee_number,
        "name": each.full_name,
        "left_on": each.left_on,
        "due_on": each.due_on,
        "held": not each.may_go,
    }
