"""`leavebook presets`: leave types to begin with."""

import click

from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import Processes
from leavebook.services.books.batches import Tally
from leavebook.services.books.catching_up import catch_up
from leavebook.services.policies.presets import PACKS, install


@click.command("presets")
@click.argument("company")
@click.argument("pack", type=click.Choice(sorted(PACKS)))
@click.pass_obj
def install_presets(processes: Processes, *, company: str, pack: str) -> None:
    """Offer the leave types of PACK in COMPANY and open everybody's account of them."""
    with plainly(), processes.company(settings(), company) as open_tx:
        with open_tx() as tx:
            installed = install(tx, pack)
        tally = Tally()
        for leave_type_id in installed:
            catch_up(open_tx, tally, leave_type_id=leave_type_id)
    offered = ", ".join(preset.name for preset in PACKS[pack])
    click.echo(f"Offered: {offered}. {tally.counts.get('accounts', 0)} accounts opened.")
    if tally.failures:
        raise SystemExit(1)
