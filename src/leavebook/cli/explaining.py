"""`leavebook explain`: how a balance came to be what it is."""

from datetime import date, datetime
from typing import Final

import click

from leavebook.cli.given import Moment, on_day
from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import Processes
from leavebook.cli.showing import as_json, print_json, print_table
from leavebook.domain.ledger.explanation import ExplainedMovement
from leavebook.domain.ledger.movements import Bucket, Explanation
from leavebook.domain.limits import invalid
from leavebook.queries.books.explanation import ExplainedBalance, explained
from leavebook.queries.leave.kinds import kind_called
from leavebook.queries.people.person_called import person_called

_SAID: Final = {"True": "yes", "False": "no"}


@click.command()
@click.argument("company")
@click.argument("person")
@click.argument("leave_type")
@on_day
@click.option(
    "--known-at", type=Moment(), help="As the ledger stood then, such as 2026-04-10T08:00:00Z."
)
@as_json
@click.pass_obj
def explain(
    processes: Processes,
    *,
    company: str,
    person: str,
    leave_type: str,
    on: date | None,
    known_at: datetime | None,
    as_json: bool,
) -> None:
    """Open the balance of PERSON and LEAVE_TYPE into every movement behind it.

    Each movement comes with the rule version, the inputs, the formula and the rounding that made
    it, and with the bucket that it moved.
    """
    with plainly(), processes.in_company(settings(), company) as tx:
        if known_at is not None and known_at > tx.now:
            raise invalid("known_at", "in_the_future")
        found = explained(
            tx,
            person_called(tx, person),
            kind_called(tx, leave_type).id,
            on=on,
            known_at=known_at,
        )
    if as_json:
        print_json(_explained_as_json(found))
    else:
        _show_explained(found)


def _show_explained(found: ExplainedBalance) -> None:
    known = "" if found.known_at is None else f", as known at {found.known_at:%Y-%m-%d %H:%M %Z}"
    print_table(
        f"{found.full_name}, {found.leave_type} in {found.unit}s on {found.on}{known}",
        ("on", "what", "amount", "balance", "available", "bucket", "rule", "how"),
        [
            (
                line.movement.on,
                line.movement.kind if line.movement.corrects is None
                else f"correction of {line.movement.corrects}",
                line.movement.amount,
                line.balance,
                line.available,
                _bucket_named(line.movement.bucket),
                line.movement.why.rule,
                _how(line.movement.why),
            )
            for line in found.lines
        ],
    )  # fmt: skip
    print_table(
        "Left in each bucket",
        ("bucket", "left"),
        [(_bucket_named(bucket), rest) for bucket, rest in found.buckets.items()],
    )


def _bucket_named(bucket: Bucket) -> str:
    until = "" if bucket.usable_to is None else f" until {bucket.usable_to}"
    since = "" if bucket.usable_from is None else f" from {bucket.usable_from}"
    return f"{bucket.kind} {bucket.year:%Y}{since}{until}"


def _how(why: Explanation) -> str:
    # What is left open, or is not done, stands there as Python writes it.
    given = [(name, _SAID.get(value, value)) for name, value in why.inputs if value != "None"]
    inputs = ", ".join(f"{name} {value}" for name, value in given)
    rounding = f" [{why.rounding}]" if why.rounding else ""
    return f"{why.formula}{': ' if inputs else ''}{inputs}{rounding}"


def _explained_as_json(found: ExplainedBalance) -> dict[str, object]:
    return {
        "employee_id": found.employee_id,
        "name": found.full_name,
        "leave_type": found.leave_type,
        "unit": found.unit,
        "on": found.on,
        "known_at": found.known_at,
        "year_start": None if found.year is None else found.year.start,
        "year_end": None if found.year is None else found.year.end,
        "balance": found.balance,
        "available": found.available,
        "movements": [_line_as_json(line) for line in found.lines],
        "buckets": [
            {**_bucket_as_json(bucket), "left": rest} for bucket, rest in found.buckets.items()
        ],
        "rules": [
            {"id": key, "valid_from": version.valid_from, "terms": version}
            for key, version in found.rules.items()
        ],
    }


def _line_as_json(line: ExplainedMovement) -> dict[str, object]:
    movement = line.movement
    return {
        "on": movement.on,
        "kind": movement.kind,
        "corrects": movement.corrects,
        "amount": movement.amount,
        "balance": line.balance,
        "available": line.available,
        "year": movement.year,
        "bucket": _bucket_as_json(movement.bucket),
        "source": movement.source,
        "posted_on": movement.posted_on,
        "rule": movement.why.rule,
        "formula": movement.why.formula,
        "inputs": dict(movement.why.inputs),
        "rounding": movement.why.rounding,
    }


def _bucket_as_json(bucket: Bucket) -> dict[str, object]:
    return {
        "kind": bucket.kind,
        "year": bucket.year,
        "usable_from": bucket.usable_from,
        "usable_to": bucket.usable_to,
    }
