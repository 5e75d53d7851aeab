"""Letting Leavebook into a system outside from a server: the browser is somewhere else."""

from collections.abc import Mapping, Sequence

import click

from leavebook.domain.integrations import Provider
from leavebook.services.books.batches import Open
from leavebook.services.outside import consenting
from leavebook.services.outside.remote_consent import Place
from leavebook.services.outside.remote_systems import Connected, Permanent
from leavebook.services.outside.sealing import Keyring

REDIRECT = "http://localhost/leavebook"
"""Where nobody listens: what counts is the address itself, which is copied from the browser."""


def connect_with_consent(
    open_transaction: Open,
    provider: Provider,
    connected: Connected,
    given: Mapping[str, str],
    *,
    redirect: str,
    keyring: Keyring,
) -> None:
    """Connect the company to the place that somebody with a browser opens for it."""
    if connected.consent is None:
        raise Permanent(f"{provider} is not connected with a person's consent")
    place_setting = connected.consent.place_setting
    wanted = given.get(place_setting)
    others = {name: value for name, value in given.items() if name != place_setting}
    address = consenting.begin(
        open_transaction, provider, connected, others, redirect=redirect, keyring=keyring
    )
    click.echo("Open this address in a browser and agree:\n")
    click.echo(address)
    click.echo(f"\nThe browser is then sent to {redirect}…, where nothing needs to answer.")
    code, state = consenting.answer_in(click.prompt("Paste the whole address it was sent to"))
    places = consenting.finish(
        open_transaction, provider, connected, code=code, state=state, keyring=keyring
    )
    place = wanted or _picked(places)
    consenting.choose(open_transaction, provider, connected, place=place, keyring=keyring)


def _picked(places: Sequence[Place]) -> str:
    if not places:
        raise Permanent("the consent opens no organisation")
    if len(places) == 1:
        return places[0].id
    for number, each in enumerate(places, start=1):
        click.echo(f"{number}  {each.name}  {each.id}")
    number = click.prompt("Which of them", type=click.IntRange(1, len(places)))
    return places[number - 1].id
