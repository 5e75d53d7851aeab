"""Google's HTTP as a person of the Workspace: the calendar that is their own.

The company's service account acts for the person, which an administrator of the Workspace allows
it (domain-wide delegation). Such access is asked for whenever it is needed, and kept nowhere.
"""

from collections.abc import Mapping
from typing import Final

from leavebook.http.outgoing import Outgoing, Reply
from leavebook.integrations.google_calendar import access
from leavebook.integrations.google_calendar.access import Nobody
from leavebook.integrations.google_calendar.client import events_url, meaning, reason_in, send
from leavebook.services.outside.remote_accounts import Known
from leavebook.services.outside.remote_systems import Account, Disconnected, Permanent

_PRIMARY: Final = "primary"
_NO_CALENDAR: Final = "notACalendarUser"
_HELP: Final = (
    f"may the service account act for people (domain-wide delegation of the scope {access.SCOPE})?"
)


class OwnClient:
    """Calls Google as one person, about the calendar that is their own.

    Raises Nobody where the address has none. Whatever else keeps Leavebook out of it is a matter
    of this calendar alone: the shared one goes on.
    """

    def __init__(
        self,
        person: str,
        account: Account,
        outgoing: Outgoing,
        *,
        address: str,
        token_address: str,
        known: Known,
    ) -> None:
        self._person = person
        self._account = account
        self._outgoing = outgoing
        self._address = address
        self._token_address = token_address
        self._known = known
        self._token: str | None = None

    def call(
        self,
        method: str,
        path: str,
        *,
        document: object = None,
        query: Mapping[str, str] | None = None,
    ) -> Reply:
        """Return Google's answer about the person's own calendar."""
        url = events_url(self._address, _PRIMARY, path, query)
        reply = send(
            self._outgoing,
            method,
            url,
            document,
            token=self._with_access(),
            send_before=self._account.last_moment(),
        )
        if reason_in(reply) == _NO_CALENDAR:
            raise Nobody
        return reply

    def fault(self, reply: Reply, *, changing: bool) -> Exception:
        """Return what an answer that is not good means."""
        meant = meaning(reply, self._known, changing=changing)
        return _of_this_calendar(meant) if isinstance(meant, Disconnected) else meant

    def _with_access(self) -> str:
        if access.SERVICE_ACCOUNT not in self._known.secrets:
            raise Permanent("people's own calendars can be written by a service account only")
        if self._token is None:
            try:
                self._token = access.access_as(
                    self._person,
                    self._known,
                    self._outgoing,
                    self._token_address,
                    send_before=self._account.last_moment(),
                )
            except Disconnected as fault:
                raise _of_this_calendar(fault) from fault
        return self._token


def _of_this_calendar(fault: Disconnected) -> Permanent:
    return Permanent(f"the person's own calendar: {fault}; {_HELP}")
