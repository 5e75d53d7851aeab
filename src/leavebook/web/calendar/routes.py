"""Where the wallchart is."""

from leavebook.http.door import Route
from leavebook.web.calendar import pages
from leavebook.web.routing import read_page

ROUTES: tuple[Route, ...] = (read_page("/calendar", pages.calendar, says="Who is away when."),)
