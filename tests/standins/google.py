"""Google's own description of its Calendar API, as a file that Prism serves."""

import importlib.util
from pathlib import Path
from typing import Final

from tests.standins.installing import NotInstalled
from tests.standins.serving import run

_DISCOVERY: Final = "discovery_cache/documents/calendar.v3.json"
_CONVERT: Final = Path(__file__).with_name("google_discovery.cjs")


def discovery() -> Path:
    """Return the description as Google publishes it; raises NotInstalled."""
    found = importlib.util.find_spec("googleapiclient")
    if found is None or found.origin is None:
        raise NotInstalled("the package google-api-python-client is not installed")
    return Path(found.origin).parent / _DISCOVERY


def write_calendar_spec(folder: Path) -> Path:
    """Write the description as Swagger 2 and return the file."""
    written = folder / "google-calendar.json"
    written.write_text(run(_CONVERT, given=discovery().read_text()))
    return written
