"""Print the ten largest files and functions, and refuse what is too large without a reason.

A reason is a comment `# long: …`: at the margin for a file, inside the function for a
function. In SQL it starts with `--`, in style sheets and scripts it stands in `/* */`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.tracked import tracked_files

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
_SHOWN = 10
_PATTERNS = ("*.py", "*.sql", "*.html", "*.css", "*.js", "*.mjs")
_FILE_REASON = re.compile(r"^(?:#|--|/\*|<!--|\{#) ?long: \S+", re.MULTILINE)
_FUNCTION_REASON = re.compile(r"# long: \S+")


@dataclass(frozen=True, slots=True)
class Measured:
    """A file or function, its lines, and whether somebody wrote down why it is so long."""

    name: str
    lines: int
    has_reason: bool


def main() -> int:
    """Print both lists; return 1 when something is over its limit without a reason."""
    texts = {path: Path(path).read_text("utf-8") for path in tracked_files(*_PATTERNS)}
    files = [file_of(path, text) for path, text in texts.items()]
    functions = [
        function
        for path, text in texts.items()
        if path.endswith(".py")
        for function in functions_of(path, text)
    ]
    show("files", files)
    show("functions", functions)
    too_long = [*over(LONGEST_FILE, files), *over(LONGEST_FUNCTION, functions)]
    for item in too_long:
        print(f"too long without a written reason: {item.name} ({item.lines} lines)")
    return 1 if too_long else 0


def file_of(path: str, text: str) -> Measured:
    """Measure a whole file."""
    return Measured(path, len(text.splitlines()), _FILE_REASON.search(text) is not None)


def functions_of(path: str, text: str) -> Iterator[Measured]:
    """Measure every function and method of a Python file, signature and docstring included."""
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text, filename=path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            body = lines[node.lineno - 1 : node.end_lineno]
            has_reason = any(_FUNCTION_REASON.search(line) for line in body)
            yield Measured(f"{path}:{node.lineno} {node.name}", len(body), has_reason)


def over(limit: int, measured: list[Measured]) -> list[Measured]:
    """Return what is longer than the limit and gives no reason."""
    return [item for item in measured if item.lines > limit and not item.has_reason]


def show(what: str, measured: list[Measured]) -> None:
    """Print the largest, longest first."""
    print(f"The {_SHOWN} largest {what}:")
    for item in sorted(measured, key=lambda item: (-item.lines, item.name))[:_SHOWN]:
        print(f"  {item.lines:4} {item.name}{'  (with a reason)' if item.has_reason else ''}")


if __name__ == "__main__":
    sys.exit(main())
