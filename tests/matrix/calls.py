"""What every route of every door is called with; a new door adds its rows here."""

from collections.abc import Mapping
from typing import Final

from tests.matrix import geniushr, leaveflow, leaveinfo, nucleus, pages, slack, workforceos
from tests.matrix.table import Said

CALLS: Final[Mapping[str, Mapping[str, Said]]] = {
    "leaveflow": leaveflow.CALLS,
    "geniushr": geniushr.CALLS,
    "nucleus": nucleus.CALLS,
    "leaveinfo": leaveinfo.CALLS,
    "workforceos": workforceos.CALLS,
    "slack": slack.CALLS,
    "web": pages.CALLS,
}
