"""Files that somebody brought, sent out so that no browser runs or shows them as a page of ours."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

_PLAIN: Final = frozenset("!#$&+-.^_`|~ ()[]{},;=@'")
"""What a quoted name may hold beside letters and digits, for programs that know nothing newer."""


def download_headers(name: str) -> Mapping[str, str]:
    """Return the headers under which a file is saved by its name and never opened in place."""
    return {
        "Content-Disposition": attachment(name),
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


def attachment(name: str) -> str:
    """Return the header that names a file in every language (RFC 6266 and RFC 8187)."""
    plain = "".join(character if _is_plain(character) else "_" for character in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _is_plain(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in _PLAIN)
