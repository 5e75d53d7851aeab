"""`leavebook close-year` and `leavebook jobs`: what time brings, written down and looked at."""

from collections.abc import Sequence

import click

from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import Processes
from leavebook.cli.showing import as_json, print_json, print_table, progress
from leavebook.queries.books.closing_preview import Closing, closings
from leavebook.queries.books.team_balances import names
from leavebook.queries.company.job_history import JobRun, latest_runs
from leavebook.queries.leave.kinds import Kind, kinds
from leavebook.services import today
from leavebook.services.books import daily
from leavebook.services.books.batches import AT_ONCE, Open, Tally


@click.command("close-year")
@click.argument("company")
@click.option(
    "--preview", is_flag=True, help="Only show what the end of the running leave year would do."
)
@as_json
@click.pass_obj
def close_year(processes: Processes, *, company: str, preview: bool, as_json: bool) -> None:
    """Close every leave year of COMPANY that is over: carry over, let lapse, grant anew.

    The worker does the same by itself every hour; whoever is closed already stays as they are,
    and a run that was stopped goes on where it was. Exits with 1 when somebody could not be
    closed.
    """
    with plainly(), processes.company(settings(), company) as open_tx:
        if preview:
            _preview(open_tx, as_json=as_json)
            return
        with progress("closing", hidden=as_json) as hear:
            tally = daily.run(open_tx, job=daily.CLOSE_YEAR, progress=hear)
    _show_tally(tally, as_json=as_json)
    if tally.failures:
        raise SystemExit(1)


@click.command()
@click.argument("company")
@as_json
@click.pass_obj
def jobs(processes: Processes, *, company: str, as_json: bool) -> None:
    """Show the last run of every job of COMPANY: when, what it did, and what failed."""
    with plainly(), processes.in_company(settings(), company) as tx:
        runs = latest_runs(tx)
    if as_json:
        print_json(runs)
        return
    print_table(
        "Last runs",
        ("job", "started", "finished", "did", "failed"),
        [_run_shown(run) for run in runs],
    )


def _preview(open_tx: Open, *, as_json: bool) -> None:
    with open_tx() as tx:
        people = names(tx, on=today.of_company(tx))
        wanted = kinds(tx)
    found: list[tuple[Kind, Closing]] = []
    with progress("replaying", hidden=as_json) as hear:
        for kind in wanted:
            for some in _some(list(people)):
                with open_tx() as tx:
                    found += [(kind, each) for each in closings(tx, kind, some)]
                hear(len(found), len(people) * len(wanted))
    rows = [
        (people[each.employee_id], kind.name, kind.unit, each.year_end, each.carried, each.lapsed)
        for kind, each in found
        if each.carried or each.lapsed
    ]
    columns = ("person", "leave type", "unit", "year to", "carried over", "lapses")
    if as_json:
        keys = ("name", "leave_type", "unit", "year_end", "carried_over", "lapses")
        print_json([dict(zip(keys, row, strict=True)) for row in sorted(rows)])
    else:
        print_table("If nothing changes until the year ends", columns, sorted(rows))


def _some(people: Sequence[int]) -> list[Sequence[int]]:
    return [people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE)]


def _show_tally(tally: Tally, *, as_json: bool) -> None:
    if as_json:
        print_json({"counts": tally.counts, "failures": tally.failures})
        return
    counts = sorted((_in_words(name), count) for name, count in tally.counts.items())
    print_table("Done", ("what", "how many"), counts)
    if tally.failures:
        print_table(
            "Failed",
            ("employee", "what", "why"),
            [(each.employee_id, each.what, each.why) for each in tally.failures],
        )


def _run_shown(run: JobRun) -> tuple[object, ...]:
    did = ", ".join(f"{count} {_in_words(name)}" for name, count in run.counts.items())
    finished = "still running" if run.finished_at is None else f"{run.finished_at:%Y-%m-%d %H:%M}"
    return (run.job, f"{run.started_at:%Y-%m-%d %H:%M}", finished, did, len(run.failures))


def _in_words(name: str) -> str:
    return name.replace("_", " ")
