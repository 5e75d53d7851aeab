"""How this API is entered: a token, and perhaps the name of the company it is thought to be for.

The company always comes from the credential. What a call says about it is an assertion that
must hold; it never selects anything.
"""

import re
from collections.abc import Iterator
from typing import Final

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Call
from leavebook.http.credentials import plain_secret, secret_in_header
from leavebook.http.door import Transaction

COMPANY_HEADER: Final = "mbx-company-codename"
TOKEN_HEADER: Final = "workforceos-access-token-"  # noqa: S105  the beginning of a header's name
ANOTHER_COMPANY: Final = "enter another company"
NOT_A_CODENAME: Final = "not_a_codename"

REALM: Final = 'Bearer realm="WorkforceOS API"'
"""What a refused call is told to come with (RFC 9110, section 11.6.1)."""

SECURITY: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "The access token of a user; the header"
    " workforceos-access-token-<company codename> is taken as well.",
}

_CODENAME: Final = re.compile(r"[a-z][a-z0-9-]{0,62}", re.ASCII)
_bearer = secret_in_header(schemes=("Bearer",))


def secret_in(call: Call) -> str | None:
    """Return the token; None where there is none, and where two headers disagree."""
    presented = set(_presented(call))
    return presented.pop() if len(presented) == 1 else None


def assert_company(call: Call, tx: Transaction) -> None:
    """Raise Refused when the call says that it is for another company than its credential is.

    What cannot be anybody's codename is refused as such. Every other foreign codename gets one
    and the same answer, whether there is such a company or not.
    """
    for claimed in _claims(call):
        if not _CODENAME.fullmatch(claimed):
            raise Refused(
                Problem(Code.INVALID, {"field": COMPANY_HEADER, "problem": NOT_A_CODENAME})
            )
        if claimed != tx.company.codename:
            raise Refused(Problem(Code.FORBIDDEN, {"what": ANOTHER_COMPANY}))


def _presented(call: Call) -> Iterator[str | None]:
    if "authorization" in call.headers:
        yield _bearer(call)
    for name, value in call.headers.items():
        if name.startswith(TOKEN_HEADER):
            yield plain_secret(value.strip())


def _claims(call: Call) -> Iterator[str]:
    if COMPANY_HEADER in call.headers:
        yield call.headers[COMPANY_HEADER]
    yield from call.asked_all("_company")
    for name in call.headers:
        if name.startswith(TOKEN_HEADER):
            yield name.removeprefix(TOKEN_HEADER)
