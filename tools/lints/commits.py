"""One place commits, so that a call is one transaction."""

import ast
from collections.abc import Iterator

from tools.lints.source import Finding, Source, in_product

NAME = "commits"
RULE = "only storage/transaction.py commits"

_PLACES = (
    "src/leavebook/storage/transaction.py",
    "src/leavebook/storage/migrate.py",  # the schema's owner, before anything is served
)
_STATEMENTS = ("COMMIT", "END TRANSACTION")


def covers(path: str) -> bool:
    """Tell whether the lint applies to the file."""
    return in_product(path) and path not in _PLACES


def find(source: Source) -> Iterator[Finding]:
    """Yield every commit, by method or by statement."""
    for node in source.nodes():
        match node:
            case ast.Call(func=ast.Attribute(attr="commit")):
                yield Finding(node.lineno, "commit()")
            case ast.Constant(value=str(text)) if text.strip().rstrip(";").upper() in _STATEMENTS:
                yield Finding(node.lineno, text.strip())
