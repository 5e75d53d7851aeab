"""Only the edges read the clock; everybody else is told what time it is."""

import ast
from collections.abc import Iterator

from tools.lints.source import Finding, Source, in_product

NAME = "clock"
RULE = "only the edges read the clock; further in, now and today are arguments"

EDGES = (
    "src/leavebook/app.py",
    "src/leavebook/clock.py",
    "src/leavebook/http/clock.py",
    "src/leavebook/cli/",
    "src/leavebook/jobs/",
)
_READERS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}


def covers(path: str) -> bool:
    """Tell whether the lint applies to the file."""
    return in_product(path) and not path.startswith(EDGES)


def find(source: Source) -> Iterator[Finding]:
    """Yield every reading of the wall clock, called or handed on."""
    for node in source.nodes():
        if isinstance(node, ast.Attribute) and node.attr in _READERS.get(_owner(node), ()):
            yield Finding(node.lineno, f"{_owner(node)}.{node.attr}")
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            for alias in node.names:
                if alias.name in _READERS["time"]:
                    yield Finding(node.lineno, f"time.{alias.name}")


def _owner(node: ast.Attribute) -> str:
    match node.value:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
