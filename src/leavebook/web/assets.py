"""Stylesheet, script and pictures of the pages: named by their content, kept for ever."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from types import MappingProxyType

from leavebook.http.call import Answer, Call
from leavebook.http.door import House

_KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_A_DAY = "public, max-age=86400"
_SMALLEST_WORTH_PACKING = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file as it is sent, whole and packed."""

    address: str
    media_type: str
    whole: bytes
    packed: bytes


@cache
def assets() -> Mapping[str, Asset]:
    """Return every file by its own name; the parts of the stylesheet are sent as one."""
    folder = files("leavebook.web").joinpath("static")
    found = {
        entry.name: _asset(entry.name, entry.read_bytes())
        for entry in folder.iterdir()
        if PurePath(entry.name).suffix in _KINDS
    }
    parts = sorted(folder.joinpath("styles").iterdir(), key=lambda part: part.name)
    found["app.css"] = _asset("app.css", b"".join(part.read_bytes() for part in parts))
    return MappingProxyType(found)


def address_of(name: str) -> str:
    """Return the path under which the file is served."""
    return assets()[name].address


def serve(call: Call, _house: House) -> Answer:
    """Send a file; what has another name by now is gone."""
    name = call.parts["name"]
    wanted = f"/static/{name}"
    asset = next((each for each in assets().values() if each.address == wanted), None)
    lasting = _FOR_EVER
    if asset is None:
        # Where an address stands in a file that does not change with it, such as the manifest.
        asset, lasting = assets().get(name), _FOR_A_DAY
    if asset is None:
        return Answer(404, b"", media_type="text/plain")
    headers = {
        "Cache-Control": lasting,
        "Vary": "Accept-Encoding",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if "gzip" in call.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Answer(200, asset.packed, headers, asset.media_type)
    return Answer(200, asset.whole, headers, asset.media_type)


def _asset(name: str, whole: bytes) -> Asset:
    mark = hashlib.sha256(whole).hexdigest()[:12]
    path = PurePath(name)
    return Asset(
        address=f"/static/{path.stem}.{mark}{path.suffix}",
        media_type=_KINDS[path.suffix],
        whole=whole,
        packed=gzip.compress(whole, 9, mtime=0) if len(whole) > _SMALLEST_WORTH_PACKING else whole,
    )
