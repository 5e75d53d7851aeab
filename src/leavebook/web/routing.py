"""Routes of pages: read with GET, sent with POST from our own pages only."""

from dataclasses import replace

from leavebook.http.door import Endpoint, Route, StepwiseEndpoint
from leavebook.web.kept import in_one_step, kept
from leavebook.web.same_site import guarded, guarded_steps


def read_page(path: str, endpoint: Endpoint, *, says: str) -> Route:
    """Return the route of a page that is only looked at."""
    return Route(method="GET", path=path, name=endpoint.__name__, says=says, endpoint=endpoint)


def send_form(path: str, endpoint: Endpoint, *, says: str, page: Route | None = None) -> Route:
    """Return the route of a form, behind the check that it came from one of our pages.

    With the page that the form stands on, whoever is refused sees it again as they filled it in.
    """
    route = Route(method="POST", path=path, name=endpoint.__name__, says=says)
    if page is None:
        return replace(route, endpoint=guarded(endpoint))
    return replace(route, stepwise=guarded_steps(kept(in_one_step(endpoint), page)))


def send_file(path: str, endpoint: Endpoint, *, says: str, at_most: int) -> Route:
    """Return the route of a form that may bring a file along, behind the same check."""
    return replace(send_form(path, endpoint, says=says), largest_upload=at_most)


def send_file_in_steps(
    path: str, endpoint: StepwiseEndpoint, *, says: str, at_most: int, page: Route
) -> Route:
    """Return the route of a form with a file whose work opens its own transactions."""
    route = send_in_steps(path, endpoint, says=says, page=page)
    return replace(route, largest_upload=at_most)


def read_in_steps(path: str, endpoint: StepwiseEndpoint, *, says: str) -> Route:
    """Return the route of a page that opens its own transactions."""
    return Route(method="GET", path=path, name=endpoint.__name__, says=says, stepwise=endpoint)


def send_in_steps(
    path: str, endpoint: StepwiseEndpoint, *, says: str, page: Route | None = None
) -> Route:
    """Return the route of a form whose work opens its own transactions, behind the same check."""
    return Route(
        method="POST",
        path=path,
        name=endpoint.__name__,
        says=says,
        stepwise=guarded_steps(endpoint if page is None else kept(endpoint, page)),
    )
