"""The page of quick find, which Ctrl+K shows in a dialog."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.people.finding import find
from leavebook.queries.people.visitor import visitor
from leavebook.web.fields import asked_in
from leavebook.web.finding.places import places_called
from leavebook.web.languages import language_of
from leavebook.web.page import show

_LONGEST = 100


def finding(call: Call, tx: Transaction) -> Answer:
    """Show the people, the leave and the pages that the words may mean."""
    words = asked_in(call).text("q")[:_LONGEST]
    template = "finding/found.html" if "x-fragment" in call.headers else "finding/finding.html"
    return show(
        call,
        tx,
        template,
        words=words,
        found=find(tx, words),
        places=places_called(words, visitor(tx), language=language_of(call)),
    )
