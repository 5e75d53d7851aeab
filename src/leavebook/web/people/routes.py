"""Where the people are."""

from leavebook.http.door import Route
from leavebook.web.people import pages
from leavebook.web.routing import read_page

ROUTES: tuple[Route, ...] = (
    read_page("/people", pages.people, says="Who works here."),
    read_page("/people/{id}", pages.person, says="One person."),
    read_page("/balances/{employee}/{leave_type}", pages.balance, says="A balance, explained."),
)
