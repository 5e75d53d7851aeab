"""Brings a demo to the point where somebody can look at it."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from leavebook.demo.crowd import add_people, how_many
from leavebook.demo.description import describe
from leavebook.demo.keys import secret_in
from leavebook.demo.loading import load
from leavebook.storage.database import Database
from leavebook.storage.demo_installation import mark_as_loaded

_DESCRIPTION: Final = "demo.json"


def show(database: Database, data: Path, *, base_url: str, now: datetime, people: int = 0) -> str:
    """Load what is missing, write demo.json into `data`, and return where to go and who to be.

    Acme has at least so many generated people afterwards. The database counts as loaded only
    once demo.json lies there, so whoever waits until the server is ready finds it.
    """
    secret = secret_in(data)
    load(database, now=now, secret=secret)
    missing = people - (how_many(database, now=now) if people else 0)
    if missing > 0:
        add_people(database, missing, now=now)
    described = describe(database, base_url=base_url, now=now, secret=secret)
    _write(data / _DESCRIPTION, described)
    mark_as_loaded(database)
    return "\n".join(_words(described, data / _DESCRIPTION))


def _write(path: Path, described: Mapping[str, Any]) -> None:
    """Put the file there whole: whoever reads it never finds a part."""
    unfinished = path.with_suffix(".new")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n")
    unfinished.replace(path)


def _words(described: Mapping[str, Any], path: Path) -> Iterator[str]:
    address = described["base_url"]
    for company in described["companies"].values():
        yield f"\n  {company['name']}"
        for person in company["people"].values():
            yield (
                f"    {person['email']:<20}  {person['password']:<10}"
                f"  {person['name']}, {person['role']}"
            )
    yield f"\n  Log in at {address} as any of them; it is {described['now']} there."
    yield f"  Tokens and ids: {path}"
    yield f"  The APIs: {address}/api/doc\n"
