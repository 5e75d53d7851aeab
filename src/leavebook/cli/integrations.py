"""`leavebook integration`: the systems outside that a company keeps informed."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import click

from leavebook.cli.consents import REDIRECT, connect_with_consent
from leavebook.cli.plainly import plainly, settings
from leavebook.cli.processes import CannotRun, Processes
from leavebook.domain.integrations import Mode, Provider
from leavebook.services.books.batches import Open
from leavebook.services.leave import document_boxes
from leavebook.services.outside import integrations, remote_setup
from leavebook.services.outside.remote_systems import Connected, Permanent, Temporary, Uncertain
from leavebook.services.outside.sealing import KEY_FILE, BadKey, CannotOpen, Keyring, Resealed
from leavebook.services.sign_in import second_factor
from leavebook.settings import Settings

_PROVIDER: Final = click.Choice([provider.value for provider in Provider])


@click.group()
def integration() -> None:
    """Connect systems outside, test them and look after their secrets."""


@integration.command()
@click.argument("company")
@click.argument("provider", type=_PROVIDER)
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="A setting.")
@click.option(
    "--secret",
    "files",
    multiple=True,
    metavar="NAME=FILE",
    help="A secret, read from a file (- is standard input). What is missing is asked for.",
)
@click.option(
    "--redirect",
    default=REDIRECT,
    show_default=True,
    help="Where the browser is sent after a consent, as it is registered there.",
)
@click.option("--console", is_flag=True, help="The development twin, which only prints.")
@click.pass_obj
def connect(
    processes: Processes,
    *,
    company: str,
    provider: str,
    given: tuple[str, ...],
    files: tuple[str, ...],
    redirect: str,
    console: bool,
) -> None:
    """Connect COMPANY to PROVIDER and test the account; what went wrong before is tried again.

    Where a person has to agree in a browser, the address for it is shown, and what the browser
    answers is asked for.
    """
    known = settings()
    wanted = Provider(provider)
    with _plainly(), processes.company(known, company) as open_tx:
        if console:
            with open_tx() as tx:
                integrations.connect(tx, wanted, Mode.CONSOLE)
            click.echo(f"Connected to the twin of {provider}.")
            return
        connected = _live(processes, known, wanted)
        asked = {**dict(_pairs(given)), **dict(_secrets(connected, files))}
        if connected.consent is not None and "refresh_token" not in asked:
            connect_with_consent(
                open_tx, wanted, connected, asked, redirect=redirect, keyring=_keyring(known)
            )
        else:
            with open_tx() as tx:
                remote_setup.connect_live(tx, wanted, connected, asked, _keyring(known))
        click.echo(remote_setup.test(open_tx, wanted, connected, _keyring(known)))


@integration.command()
@click.argument("company")
@click.argument("provider", type=_PROVIDER)
@click.pass_obj
def test(processes: Processes, *, company: str, provider: str) -> None:
    """Ask PROVIDER whether the account of COMPANY works."""
    known = settings()
    wanted = Provider(provider)
    with _plainly(), processes.company(known, company) as open_tx:
        connected = _live(processes, known, wanted)
        click.echo(remote_setup.test(open_tx, wanted, connected, _keyring(known)))


@integration.command("set")
@click.argument("company")
@click.argument("provider", type=_PROVIDER)
@click.argument("given", nargs=-1, required=True, metavar="NAME=VALUE...")
@click.pass_obj
def set_settings(
    processes: Processes, *, company: str, provider: str, given: tuple[str, ...]
) -> None:
    """Change settings of the account of COMPANY at PROVIDER; NAME= takes one away."""
    known = settings()
    wanted = Provider(provider)
    with _plainly(), processes.in_company(known, company) as tx:
        connected = _live(processes, known, wanted)
        remote_setup.change_settings(tx, wanted, connected, dict(_pairs(given)))
    click.echo("Changed; what went wrong before is tried again.")


@integration.command()
@click.argument("company")
@click.argument("provider", type=_PROVIDER)
@click.argument("email")
@click.argument("external_id", default="")
@click.pass_obj
def person(
    processes: Processes, *, company: str, provider: str, email: str, external_id: str
) -> None:
    """Say who EMAIL is at PROVIDER, by the id there; without one it is found out again."""
    with _plainly(), processes.in_company(settings(), company) as tx:
        remote_setup.know_person(tx, Provider(provider), email, external_id)
    click.echo("Kept; what went wrong before is tried again.")


@integration.command()
@click.argument("company")
@click.argument("provider", type=_PROVIDER)
@click.pass_obj
def disconnect(processes: Processes, *, company: str, provider: str) -> None:
    """Tell PROVIDER nothing more of COMPANY and forget its secrets; what it holds stays there."""
    with _plainly(), processes.in_company(settings(), company) as tx:
        remote_setup.disconnect(tx, Provider(provider))
    click.echo("Disconnected.")


@integration.command("list")
@click.argument("company")
@click.pass_obj
def list_integrations(processes: Processes, *, company: str) -> None:
    """List the systems of COMPANY, with what they have not been told yet."""
    with _plainly(), processes.in_company(settings(), company) as tx:
        found = remote_setup.states(tx)
    if not found:
        click.echo("Nothing is connected.")
    for each in found:
        waiting = each.backlog
        click.echo(
            f"{each.provider}\t{each.mode}\t{waiting.under_way} under way"
            f"\t{waiting.for_a_person} failed\t{waiting.by_hand} to do by hand"
            f"\t{each.trouble or ('resting' if each.is_resting else 'fine')}"
        )


@integration.command()
@click.argument("company")
@click.argument("provider", type=_PROVIDER)
@click.pass_obj
def retry(processes: Processes, *, company: str, provider: str) -> None:
    """Have everything that PROVIDER did not take from COMPANY tried again."""
    with _plainly(), processes.in_company(settings(), company) as tx:
        integrations.retry_system(tx, Provider(provider))
    click.echo("Everything is tried again.")


@integration.command("rotate-keys")
@click.pass_obj
def rotate_keys(processes: Processes) -> None:
    """Seal every secret with a new key and forget the old one.

    With LEAVEBOOK_SECRET_KEY set, put the new key in front there first, and take the old one away
    afterwards. Secrets that no key opens stay as they are and are named, and the old keys stay too.
    """
    known = settings()
    with _plainly(), processes.every_company(known) as companies:
        keyring = _keyring(known)
        keyring.add_key()
        sealed = 0
        # Again until none is left: a worker may have sealed one with the old key meanwhile.
        while (done := _seal_all(companies, keyring)).sealed:
            sealed += done.sealed
        if not done.closed:
            keyring.drop_old_keys()
    click.echo(f"{sealed} secrets are sealed with key {keyring.newest()}.")
    if done.closed:
        named = "\n".join(done.closed)
        raise click.ClickException(f"No key opens these; the old keys stay:\n{named}")


def _seal_all(companies: Mapping[str, Open], keyring: Keyring) -> Resealed:
    sealed, closed = 0, []
    for codename, open_tx in companies.items():
        for seal_anew in (
            remote_setup.seal_anew,
            second_factor.seal_anew,
            document_boxes.seal_anew,
        ):
            with open_tx() as tx:
                done = seal_anew(tx, keyring)
            sealed += done.sealed
            closed += [f"{codename}: {each}" for each in done.closed]
    return Resealed(sealed, tuple(closed))


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        with plainly():
            yield
    except (Temporary, Uncertain, Permanent, BadKey, CannotOpen) as fault:
        raise click.ClickException(str(fault)) from fault


def _keyring(known: Settings) -> Keyring:
    return Keyring(known.data / KEY_FILE, known.secret_key)


def _live(processes: Processes, known: Settings, provider: Provider) -> Connected:
    found = processes.systems(known).get((provider, Mode.LIVE))
    if found is None:
        raise CannotRun(f"{provider} can only be connected with --console")
    return found


def _pairs(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise click.UsageError(f"{text!r} is not NAME=VALUE")
        yield name, value


def _secrets(connected: Connected, files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the secrets from files, and those that have to be asked for."""
    read = dict(_pairs(files))
    for name, path in read.items():
        with click.open_file(path) as text:
            yield name, text.read().strip()
    for need in connected.needs:
        is_wanted = need.is_secret and not need.is_optional and need.name not in read
        if is_wanted and not any(other in read for other in need.instead):
            answer = click.prompt(
                f"{need.name} ({need.meaning})", hide_input=True, default="", show_default=False
            )
            if answer:
                yield need.name, answer
                if need.instead:
                    return
