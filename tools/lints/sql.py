"""SQL has two homes, so that nobody has to search for it."""

import ast
import re
from collections.abc import Iterator

from tools.lints.source import Finding, Source, in_product

NAME = "sql"
RULE = "SQL is written in storage, queries and migrations only"

_HOMES = ("src/leavebook/storage/", "src/leavebook/queries/", "src/leavebook/migrations/")
_LOOKS_LIKE_SQL = re.compile(
    r"""\s*(?:
        SELECT\s.+\sFROM\s | INSERT\s+INTO\s | UPDATE\s+[\w."]+\s+SET\s | DELETE\s+FROM\s
      | WITH\s+(?:RECURSIVE\s+)?\w+\s*(?:\([^)]*\)\s*)?AS\s*(?:MATERIALIZED\s*)?\(
      | (?:CREATE|ALTER|DROP)\s+(?:TABLE|INDEX|ROLE|SCHEMA|VIEW|FUNCTION|POLICY|DATABASE)\s
      | SELECT\s+[\w.]+\( | SET\s+(?:LOCAL|SESSION|ROLE)\s | TRUNCATE\s+\w | COPY\s+\w+\s*[(\s]
      | NOTIFY\s+\w | LISTEN\s+\w
    )""",
    re.VERBOSE | re.DOTALL,
)


def covers(path: str) -> bool:
    """Tell whether the lint applies to the file."""
    return in_product(path) and not path.startswith(_HOMES)


def find(source: Source) -> Iterator[Finding]:
    """Yield every string that starts like a statement; documentation is not looked at."""
    documentation = set(_docstrings(source.tree))
    for node in source.nodes():
        match node:
            case ast.Constant(value=str(text)) if node not in documentation:
                if _LOOKS_LIKE_SQL.match(text):
                    yield Finding(node.lineno, " ".join(text.split())[:40])


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str()) as constant):
                yield constant
