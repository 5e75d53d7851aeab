"""How commands show what they found: as a table for people, or as JSON for programs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Final

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from leavebook.services.books.batches import Progress as Hears

_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")
_WIDE: Final = 160
"""Columns of a table that does not go to a terminal: nothing is cut off there."""

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")


def print_json(value: object) -> None:
    """Print the value as JSON; quantities are numbers, without zeros that say nothing."""
    plain = msgspec.json.format(_ENCODER.encode(_plain(value)), indent=2)
    click.echo(plain.decode())


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print the rows under the title; numbers stand to the right."""
    table = Table(title=title, title_justify="left")
    for place, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[place], Decimal | int) for row in rows)
        table.add_column(column, justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(_shown(cell) for cell in row))
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=_WIDE)
    console.print(table)


@contextmanager
def progress(what: str, *, hidden: bool) -> Iterator[Hears]:
    """Yield what shows on the terminal's error stream how far a long piece of work has come."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=hidden) as bar:
        task = bar.add_task(what, total=None)

        def hear(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield hear


def short(quantity: Decimal) -> Decimal:
    """Return the quantity without zeros at its end."""
    whole = quantity == quantity.to_integral_value()
    return quantity.quantize(Decimal(1)) if whole else quantity.normalize()


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    return f"{short(cell):f}" if isinstance(cell, Decimal) else str(cell)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return short(value)
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value
