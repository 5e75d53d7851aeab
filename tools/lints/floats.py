"""Days and hours are exact; binary fractions have no place in the rules."""

import ast
from collections.abc import Iterator

from tools.lints.source import Finding, Source

NAME = "floats"
RULE = "the rules count in Decimal and whole minutes"


def covers(path: str) -> bool:
    """Tell whether the lint applies to the file."""
    return path.startswith("src/leavebook/domain/")


def find(source: Source) -> Iterator[Finding]:
    """Yield every float literal and every mention of the type."""
    for node in source.nodes():
        match node:
            case ast.Constant(value=float(number)):
                yield Finding(node.lineno, repr(number))
            case ast.Name(id="float"):
                yield Finding(node.lineno, "float")
