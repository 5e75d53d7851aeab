"""Calls to other servers leave through known doors only."""

import ast
import re
from collections.abc import Iterator

from tools.lints.source import Finding, Source, in_product

NAME = "outgoing"
RULE = "only an integration's client.py and http/outgoing.py call other servers"

_DOORS = re.compile(r"src/leavebook/(integrations/[^/]+/client|http/outgoing)\.py")
_CLIENTS = (
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "requests",
    "urllib3",
    "urllib.request",
    "http.client",
    "aiohttp",
    "authlib.integrations",
)


def covers(path: str) -> bool:
    """Tell whether the lint applies to the file."""
    return in_product(path) and _DOORS.fullmatch(path) is None


def find(source: Source) -> Iterator[Finding]:
    """Yield every import of an HTTP client."""
    for node in source.nodes():
        for module in _imported(node):
            if any(module == client or module.startswith(f"{client}.") for client in _CLIENTS):
                yield Finding(getattr(node, "lineno", 1), module)
                break


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module), names=names, level=0):
            return [module, *(f"{module}.{alias.name}" for alias in names)]
    return []
