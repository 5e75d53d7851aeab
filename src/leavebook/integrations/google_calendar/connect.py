"""What a shared Google calendar needs, and whether it can be written to."""

from typing import Final

from leavebook.domain.integrations import OWN_CALENDARS, Provider
from leavebook.http.outgoing import Outgoing
from leavebook.http.remote_answers import decoded, is_good, plain
from leavebook.integrations.google_calendar.access import SERVICE_ACCOUNT
from leavebook.integrations.google_calendar.client import Client
from leavebook.services.outside.remote_systems import Account, Need, Permanent

OUT_OF_OFFICE: Final = OWN_CALENDARS[Provider.GOOGLE_CALENDAR]

NEEDS: Final = (
    Need("calendar", "the id of the shared calendar, as its settings show it"),
    Need("shows_type", "yes to show which kind of leave it is", is_optional=True),
    Need(
        OUT_OF_OFFICE,
        "the domain of the Workspace whose people are shown out of office in their own calendars"
        " too; needs a service account that may act for them",
        is_optional=True,
    ),
    Need(
        "service_account",
        "the JSON key of a service account with which the calendar is shared",
        is_secret=True,
        instead=("refresh_token",),
    ),
    Need("client_id", "the OAuth client, with a refresh token", is_optional=True),
    Need("client_secret", "its secret", is_secret=True, is_optional=True),
    Need(
        "refresh_token",
        "what a person's consent gave",
        is_secret=True,
        instead=("service_account",),
    ),
)


def test(account: Account, outgoing: Outgoing, *, address: str, token_address: str) -> str:
    """Return a sentence about the calendar; raises a fault when it cannot be reached."""
    client = Client(account, outgoing, address=address, token_address=token_address)
    reply = client.call("GET", "/events", query={"maxResults": "1"})
    if not is_good(reply):
        raise client.fault(reply, changing=False)
    try:
        answer = decoded(reply, changing=False)
        name, role = str(answer["summary"]), answer["accessRole"]
    except (LookupError, TypeError) as error:
        raise Permanent("the answer is not Google's") from error
    if role not in {"writer", "owner"}:
        raise Permanent("the calendar may be read but not written")
    said = f"Leave appears in the calendar {plain(name, hide=())}."
    if not (domains := client.settings.get(OUT_OF_OFFICE)):
        return said
    if SERVICE_ACCOUNT not in client.known.secrets:
        raise Permanent("people's own calendars can be written by a service account only")
    return f"{said} People of {domains} are shown out of office in their own too."
