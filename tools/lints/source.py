"""One Python file, as the lints look at it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

_EXCUSE = re.compile(r"#\s*lint:\s*(?P<name>[a-z-]+):\s+\S+")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong on one line."""

    line: int
    what: str


@dataclass(frozen=True)
class Source:
    """The text of a file and its path from the root of the repository, with slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, filename=self.path)

    def nodes(self) -> Iterator[ast.AST]:
        """Yield every node of the file."""
        return ast.walk(self.tree)

    def excuses(self, name: str, line: int) -> bool:
        """Tell whether the line carries a reasoned exception from the lint."""
        match = _EXCUSE.search(self.text.splitlines()[line - 1])
        return match is not None and match["name"] == name


class Lint(Protocol):
    """What a lint module offers."""

    NAME: str
    RULE: str

    def covers(self, path: str) -> bool:
        """Tell whether the lint applies to the file."""

    def find(self, source: Source) -> Iterator[Finding]:
        """Yield what is wrong."""


def in_product(path: str) -> bool:
    """Tell whether the file is part of what gets installed."""
    return path.startswith("src/leavebook/")
