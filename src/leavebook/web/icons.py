"""Icons from lucide, drawn into the page, so that no page asks for a picture."""

import re
from functools import cache
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

from markupsafe import Markup

_INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@cache
def icon(name: str) -> Markup:
    """Return the icon as an inline drawing that screen readers pass over."""
    with ZipFile(BytesIO(_archive())) as archive:
        drawing = archive.read(f"{name}.svg").decode()
    found = _INSIDE.search(drawing)
    if found is None:
        raise LookupError(name)
    inside = re.sub(r"\s*\n\s*", "", found.group(1))
    # The drawing is the library's own file, never text that somebody typed.
    return Markup(  # noqa: S704  see above
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{inside}</svg>'
    )


@cache
def _archive() -> bytes:
    return files("lucide").joinpath("lucide.zip").read_bytes()
