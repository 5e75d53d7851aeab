"""Productive as a system that holds leave: an absence booking for each."""

from collections.abc import Sequence
from typing import Any, Final

from leavebook.http.outgoing import Outgoing
from leavebook.http.remote_answers import unreadable
from leavebook.integrations.productive import mapping
from leavebook.integrations.productive.client import Client
from leavebook.services.outside.remote_systems import Account, Permanent, RemoteLeave

_PAGE: Final = 200
_MOST_PAGES: Final = 20
_NONSENSE: Final = (LookupError, TypeError, ValueError, AttributeError)


class Productive:
    """A company's account at Productive."""

    def __init__(self, account: Account, outgoing: Outgoing, *, address: str) -> None:
        self._account = account
        self._known = account.known()
        self._client = client_of(account, outgoing, address=address)

    def find(self, leave: RemoteLeave) -> Sequence[str]:
        """Return the bookings that carry the leave's marker, oldest first."""
        person = self._person(leave)
        if person is None:
            return ()
        found: list[str] = []
        for number in range(1, _MOST_PAGES + 1):
            page = self._page(leave, person, number)
            try:
                found += mapping.ids_of(page, leave)
                if len(page["data"]) < _PAGE:
                    break
            except _NONSENSE as error:
                raise unreadable(changing=False) from error
        return sorted(found, key=int)

    def create(self, leave: RemoteLeave) -> str:
        """Book the absence and return its id."""
        person = self._person(leave)
        if person is None:
            raise Permanent("Productive knows nobody with this person's e-mail address")
        event = mapping.event_of(leave, self._known.settings)
        kept = self._client.post("/bookings", mapping.booking(leave, person=person, event=event))
        try:
            return mapping.id_in(kept["data"])
        except _NONSENSE as error:
            raise unreadable(changing=True) from error

    def remove(self, leave: RemoteLeave, external_id: str) -> None:  # noqa: ARG002  part of the protocol
        """Delete the booking."""
        self._client.delete(f"/bookings/{external_id}")

    def _page(self, leave: RemoteLeave, person: str, number: int) -> Any:  # noqa: ANN401  JSON holds anything
        query = {
            "filter[person_id]": person,
            "filter[started_on]": leave.first_day.isoformat(),
            "page[number]": str(number),
            "page[size]": str(_PAGE),
        }
        return self._client.get("/bookings", query)

    def _person(self, leave: RemoteLeave) -> str | None:
        if leave.person_there is not None:
            return leave.person_there
        if leave.email is None or leave.user_id is None:
            return None
        found = self._client.get("/people", {"filter[email]": leave.email})
        try:
            people = [
                mapping.id_in(each)
                for each in found["data"]
                if str(each["attributes"]["email"]).casefold() == leave.email.casefold()
            ]
        except _NONSENSE as error:
            raise unreadable(changing=False) from error
        if len(people) != 1:
            return None
        self._account.remember_person(leave.user_id, people[0])
        return people[0]


def client_of(account: Account, outgoing: Outgoing, *, address: str) -> Client:
    """Return the client that calls for the account."""
    known = account.known()
    return Client(
        outgoing,
        address=address,
        organisation=known.settings.get("organisation", ""),
        token=known.secrets.get("token", ""),
        last_moment=account.last_moment,
    )
