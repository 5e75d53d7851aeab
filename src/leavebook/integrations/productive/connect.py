"""What an account at Productive needs, and whether it works."""

from typing import Final

from leavebook.http.outgoing import Outgoing
from leavebook.http.remote_answers import plain
from leavebook.integrations.productive.mapping import EVENT
from leavebook.integrations.productive.sync import client_of
from leavebook.services.outside.remote_systems import Account, Need, Permanent

NEEDS: Final = (
    Need("organisation", "the number of the organisation in Productive"),
    Need(EVENT, "the number of the absence type for leave; event.CODE sets one for a leave type"),
    Need("token", "an API token that may read people and write bookings", is_secret=True),
)


def test(account: Account, outgoing: Outgoing, *, address: str) -> str:
    """Return a sentence about the account; raises a fault when it does not work."""
    events = client_of(account, outgoing, address=address).get("/events", {"page[size]": "200"})
    wanted = account.known().settings.get(EVENT)
    try:
        names = {str(each["id"]): str(each["attributes"]["name"]) for each in events["data"]}
    except (LookupError, TypeError) as error:
        raise Permanent("the answer is not Productive's") from error
    if wanted not in names:
        raise Permanent(f"Productive has no absence type {wanted}")
    return f"Productive books leave as {plain(names[wanted], hide=())}."
