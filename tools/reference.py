"""Write the reference pages that the code itself can tell: settings and commands.

`python -m tools.reference` rewrites them; a test compares them with the code.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import click

from leavebook import settings

_FOLDER = Path("docs/reference")
_GENERATED = "<!-- Written by `make reference` from the code; edit it there. -->\n"


def main() -> None:
    """Rewrite both pages."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    (_FOLDER / "settings.md").write_text(settings_page(), "utf-8")
    (_FOLDER / "cli.md").write_text(cli_page(), "utf-8")


def settings_page() -> str:
    """Return the page of every setting, its default and what it does."""
    meanings = _meanings(settings.Settings)
    rows = [
        f"| `LEAVEBOOK_{field.name.upper()}` | {_default(field.name, field.default)} "
        f"| {meanings[field.name]} |"
        for field in fields(settings.Settings)
    ]
    return "\n".join(
        [
            "# Settings\n",
            _GENERATED,
            "Every setting is an environment variable; nothing else is read from the environment.",
            "An empty value counts as not set.\n",
            "| variable | default | what it does |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def cli_page() -> str:
    """Return the page of every command with its options."""
    program = import_module("leavebook.cli.main").commands
    return "\n".join(["# Commands\n", _GENERATED, *_sections(program, "leavebook")])


def _meanings(described: type) -> dict[str, str]:
    """Return the string that follows each field of a dataclass, on one line."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(described))).body
    statements = list(ast.iter_child_nodes(definition))
    found: dict[str, str] = {}
    for field, text in pairwise(statements):
        match field, text:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(meaning))),
            ):
                found[name] = " ".join(meaning.split())
    return found


def _default(name: str, value: object) -> str:
    if isinstance(value, Path):
        return f"the user's {name} directory of the platform"
    if value is None:
        return "none"
    return f"`{value}`"


def _sections(command: click.Command, path: str) -> Iterator[str]:
    if not isinstance(command, click.Group) or command.invoke_without_command:
        yield _section(command, path)
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _sections(command.commands[name], f"{path} {name}")


def _section(command: click.Command, path: str) -> str:
    context = click.Context(command, info_name=path)
    lines = [f"## {path}\n", inspect.cleandoc(command.help or "") + "\n"]
    records = [
        record
        for parameter in command.get_params(context)
        if (record := parameter.get_help_record(context)) and record[0] != "--help"
    ]
    if records:
        lines += ["| option | meaning |", "|---|---|"]
        lines += [f"| `{option}` | {' '.join(meaning.split())} |" for option, meaning in records]
        lines.append("")
    usage = " ".join(command.collect_usage_pieces(context))
    return "\n".join([lines[0], f"    {path} {usage}\n", *lines[1:]])


if __name__ == "__main__":
    main()
