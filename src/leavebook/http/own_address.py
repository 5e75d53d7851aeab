"""Where this server is, as far as links may say it."""

import re
from functools import lru_cache
from ipaddress import ip_address

_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.\-]+)(?P<port>:\d{1,5})?", re.ASCII)


@lru_cache(256)  # asked for every call, and nearly always the same
def own_address(
    configured: str | None, *, scheme: str, host: str | None, listening: tuple[str, int | None]
) -> str:
    """Return the address that links begin with.

    What the operator configured counts. Without that the caller's Host header is believed only
    when it is localhost or a plain IP address: a name could be anybody's, and a link with a
    name made up by a caller would lead others there (ASVS 5.0, host header injection).
    """
    if configured is not None:
        return configured.rstrip("/")
    found = _HOST.fullmatch(host or "")
    if found is not None and _is_plain(found["name"]):
        return f"{scheme}://{host}"
    address, port = listening
    return f"{scheme}://{address}" if port is None else f"{scheme}://{address}:{port}"


def _is_plain(name: str) -> bool:
    if name.lower() == "localhost":
        return True
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
