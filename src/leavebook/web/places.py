"""Paths inside the product, and nothing outside of it."""

import re
from urllib.parse import quote

from leavebook.http.call import Call

_LOCAL = re.compile(r"/(?![/\\])[A-Za-z0-9/_.?=&+\-]*")


def login_path(call: Call) -> str:
    """Return the way to the login, which afterwards leads back to a page that was read."""
    if call.method != "GET" or call.path == "/":
        return "/login"
    query = "&".join(f"{quote(name)}={quote(value)}" for name, value in call.query)
    wanted = f"{call.path}?{query}" if query else call.path
    return f"/login?next={quote(local_path(wanted), safe='')}"


def local_path(wanted: str | None) -> str:
    """Return the wanted path when it leads to a page of ours, and the first page otherwise."""
    return wanted if wanted and _LOCAL.fullmatch(wanted) else "/"
