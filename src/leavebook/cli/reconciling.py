"""`leavebook reconcile`: proves that what is written is what the rules say."""

import click

from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import CannotRun, Processes
from leavebook.cli.showing import as_json, print_json, print_table, progress
from leavebook.queries.books.proof import Proof, prove
from leavebook.queries.people.person_called import person_called
from leavebook.services.books.batches import Open


@click.command()
@click.argument("company", required=False)
@click.option("--person", help="One person of COMPANY: number, name, e-mail address or id.")
@as_json
@click.pass_obj
def reconcile(
    processes: Processes, *, company: str | None, person: str | None, as_json: bool
) -> None:
    """Replay everybody's leave of COMPANY, or of all companies, and compare it with the books.

    Every ledger entry and every balance is compared; nothing is written. Exits with 1 on any
    difference. Accounts whose day has come and that the worker has not been to yet are compared
    as of the day they are written through, and counted as behind.
    """
    if person is not None and company is None:
        raise click.UsageError("--person needs a COMPANY")
    with plainly(), processes.every_company(settings()) as companies:
        if company is not None and company not in companies:
            raise CannotRun(f"there is no company {company}")
        wanted = companies if company is None else {company: companies[company]}
        proofs = {
            name: _proof(open_tx, name, person, as_json=as_json) for name, open_tx in wanted.items()
        }
    if as_json:
        print_json({name: _as_json(proof) for name, proof in proofs.items()})
    else:
        _show(proofs)
    if any(proof.differences for proof in proofs.values()):
        raise SystemExit(1)


def _proof(open_tx: Open, company: str, person: str | None, *, as_json: bool) -> Proof:
    employee_id = None
    if person is not None:
        with open_tx() as tx:
            employee_id = person_called(tx, person)
    with progress(f"replaying {company}", hidden=as_json) as hear:
        return prove(open_tx, employee_id=employee_id, progress=hear)


def _show(proofs: dict[str, Proof]) -> None:
    print_table(
        "Books against replay",
        ("company", "people", "accounts", "behind", "differences"),
        [
            (name, proof.people, proof.accounts, proof.behind, len(proof.differences))
            for name, proof in proofs.items()
        ],
    )
    found = [(name, each) for name, proof in proofs.items() for each in proof.differences]
    if found:
        print_table(
            "Differences",
            ("company", "employee", "leave type", "what", "stored", "replayed"),
            [
                (name, each.employee_id, each.leave_type_id, each.what, each.stored, each.replayed)
                for name, each in found
            ],
        )


def _as_json(proof: Proof) -> dict[str, object]:
    return {
        "people": proof.people,
        "accounts": proof.accounts,
        "behind": proof.behind,
        "differences": list(proof.differences),
    }
