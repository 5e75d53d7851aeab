"""Making and ending the addresses of one's calendar feeds, and reading what is there."""

import re
from typing import Final

from leavebook.http.call import Answer, Call
from leavebook.http.door import House, Transaction
from leavebook.queries.leave.calendar_feed import calendar_feed
from leavebook.services.telling import calendar_feeds
from leavebook.services.telling.calendar_feeds import Feed, NotAuthenticated
from leavebook.web.feeds.calendar_file import MEDIA_TYPE, calendar_file
from leavebook.web.fields import form_of
from leavebook.web.languages import words
from leavebook.web.page import go_to, show

PLACE: Final = "/profile/calendars"
READ_AT: Final = "/ical"

_FILE = re.compile(r"([0-9a-f]{64})\.ics")
_HEADERS: Final = {
    "Cache-Control": "private, max-age=900",
    "Content-Disposition": 'attachment; filename="leave.ics"',
    "X-Robots-Tag": "noindex",
}


def feeds_page(call: Call, tx: Transaction) -> Answer:
    """Show which of one's feeds can be read."""
    return _page(call, tx)


def renew_feed(call: Call, tx: Transaction) -> Answer:
    """Make a new address and show it, this once."""
    feed = _feed_called(form_of(call).text("feed"))
    if feed is None:
        return go_to(PLACE)
    secret = calendar_feeds.renew(tx, feed)
    return _page(call, tx, address=f"{call.base_url}{READ_AT}/{feed}/{secret}.ics")


def end_feed(call: Call, tx: Transaction) -> Answer:
    """End an address."""
    feed = _feed_called(form_of(call).text("feed"))
    if feed is not None:
        calendar_feeds.end(tx, feed)
    return go_to(f"{PLACE}?done=revoked")


def read_feed(call: Call, house: House) -> Answer:
    """Answer a calendar program; whatever is wrong with the address, there is nothing there."""
    found, feed = _FILE.fullmatch(call.parts["file"]), _feed_called(call.parts["feed"])
    if found is None or feed is None:
        return _nothing()
    try:
        with calendar_feeds.entered(house.database, feed, found[1], now=house.clock.now()) as tx:
            language = calendar_feeds.language_of_reader(tx)
            written = calendar_file(calendar_feed(tx, feed), feed, words(language))
    except NotAuthenticated:
        return _nothing()
    return Answer(200, written, media_type=MEDIA_TYPE, headers=_HEADERS)


def _page(call: Call, tx: Transaction, *, address: str | None = None) -> Answer:
    return show(call, tx, "feeds/feeds.html", standing=calendar_feeds.standing(tx), address=address)


def _feed_called(name: str) -> Feed | None:
    return next((each for each in Feed if each.value == name), None)


def _nothing() -> Answer:
    return Answer(404, b"Nothing is here.\n", media_type="text/plain")
