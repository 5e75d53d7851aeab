"""Which version of a record a call expects to change: the header If-Match."""

import re
from typing import Final

from leavebook.http.call import Call
from leavebook.http.decoding import Malformed

HEADER: Final = "if-match"

_TAG: Final = re.compile(r'"([0-9]{1,9})"', re.ASCII)
_NO_VERSION: Final = 0
"""No record ever has it, so whatever was seen under another name has changed."""


def expected_version(call: Call) -> int | None:
    """Return the version that the record must still have; None when any will do.

    A tag that this API never gave out matches nothing. Raises Malformed for more than one.
    """
    given = call.headers.get(HEADER)
    if given is None or given.strip() == "*":
        return None
    if "," in given:
        raise Malformed("If-Match names more than one version.")
    match = _TAG.fullmatch(given.strip())
    return _NO_VERSION if match is None else int(match[1])
