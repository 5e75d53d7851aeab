"""One place reads the environment, so that every setting is known and documented."""

import ast
from collections.abc import Iterator

from tools.lints.source import Finding, Source, in_product

NAME = "environment"
RULE = "only settings.py reads the environment"

_NAMES = {"environ", "environb", "getenv", "getenvb"}


def covers(path: str) -> bool:
    """Tell whether the lint applies to the file."""
    return in_product(path) and path != "src/leavebook/settings.py"


def find(source: Source) -> Iterator[Finding]:
    """Yield every reading of an environment variable."""
    for node in source.nodes():
        match node:
            case ast.Attribute(value=ast.Name(id="os"), attr=name) if name in _NAMES:
                yield Finding(node.lineno, f"os.{name}")
            case ast.ImportFrom(module="os", names=names):
                for alias in names:
                    if alias.name in _NAMES:
                        yield Finding(node.lineno, f"os.{alias.name}")
