"""Whether a form was sent from one of our own pages, and not by a stranger's in one's name."""

import hashlib
import hmac

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import Endpoint, House, Opened, OpenEndpoint, StepwiseEndpoint, Transaction
from leavebook.web.cookies import session_secret
from leavebook.web.fields import form_of

_OWN = frozenset({"same-origin", "none"})


def guarded(endpoint: Endpoint) -> Endpoint:
    """Return the endpoint behind the check."""

    def checked(call: Call, tx: Transaction) -> Answer:
        _assert_own_page(call)
        return endpoint(call, tx)

    return checked


def guarded_steps(endpoint: StepwiseEndpoint) -> StepwiseEndpoint:
    """Return the endpoint, which opens its own transactions, behind the check."""

    def checked(call: Call, opened: Opened) -> Answer:
        _assert_own_page(call)
        return endpoint(call, opened)

    return checked


def guarded_open(endpoint: OpenEndpoint) -> OpenEndpoint:
    """Return the endpoint, which needs no session, behind the check."""

    def checked(call: Call, house: House) -> Answer:
        _assert_own_page(call)
        return endpoint(call, house)

    return checked


def form_token(call: Call) -> str:
    """Return the word that our forms carry for browsers that do not say where a form came from."""
    secret = session_secret(call) or ""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def _assert_own_page(call: Call) -> None:
    site, origin = call.headers.get("sec-fetch-site"), call.headers.get("origin")
    if site is None and origin is None:
        is_own = session_secret(call) is not None and hmac.compare_digest(
            form_of(call).text("form_token").encode(), form_token(call).encode()
        )
    else:
        is_own = (site is None or site in _OWN) and (origin is None or origin == call.base_url)
    if not is_own:
        raise Refused(Problem(Code.FORBIDDEN, {"what": "cross_site"}))
