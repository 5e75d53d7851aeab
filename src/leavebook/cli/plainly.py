"""Says in a line what cannot be done, instead of crashing."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from leavebook.cli.processes import CannotRun
from leavebook.domain.problems import Refused
from leavebook.http.sentences import sentence
from leavebook.settings import BadSetting, Settings, settings_from


@contextmanager
def plainly() -> Iterator[None]:
    """Turn a refusal or an impossible start into an error message and exit status 1."""
    try:
        yield
    except (CannotRun, BadSetting) as error:
        raise click.ClickException(str(error)) from error
    except Refused as refusal:
        said = "\n".join(sentence(problem) for problem in refusal.problems)
        raise click.ClickException(said) from refusal


def settings() -> Settings:
    """Return the settings of the environment, or say which of them cannot be used."""
    with plainly():
        return settings_from()
