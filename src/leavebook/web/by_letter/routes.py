"""Where the links in letters lead with which people decide."""

from leavebook.http.door import Route
from leavebook.web.by_letter import pages

# Not behind the check of where a form comes from: the secret in the address is what only our own
# page and the letter have, and a page that passes no address on has no origin to name.
ROUTES: tuple[Route, ...] = (
    Route(
        method="GET",
        path=pages.PLACE,
        name="decision_page",
        says="What a letter asks one to decide.",
        open_endpoint=pages.decision_page,
    ),
    Route(
        method="POST",
        path=pages.PLACE,
        name="decide_by_letter",
        says="Decide on it.",
        open_endpoint=pages.decide_by_letter,
    ),
)
