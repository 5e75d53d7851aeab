"""Xero as a system that holds leave: an application in payroll for each."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from leavebook.http.outgoing import Outgoing
from leavebook.integrations.xero.australia import Australia
from leavebook.integrations.xero.client import Addresses, Client
from leavebook.integrations.xero.overseas import Overseas
from leavebook.integrations.xero.pay_periods import hours
from leavebook.integrations.xero.payroll import (
    Application,
    Payroll,
    Stage,
    mark,
    one_worker_each,
)
from leavebook.services.outside.remote_systems import (
    Account,
    Disconnected,
    Held,
    Permanent,
    RemoteLeave,
)

LEAVE_TYPE: Final = "leave_type"
COUNTRIES: Final[Mapping[str, type[Australia] | type[Overseas]]] = {
    "AU": Australia,
    "NZ": Overseas,
    "GB": Overseas,
    "UK": Overseas,
}
PAID_ALREADY: Final = "Payroll has paid this leave already: take it back in Xero by hand."
_CLOSE_ENOUGH: Final = Decimal("0.01")


class Xero:
    """A company's payroll at Xero."""

    def __init__(self, account: Account, outgoing: Outgoing, *, addresses: Addresses) -> None:
        self._account = account
        self._client = Client(account, outgoing, addresses)
        self._payroll = payroll_of(self._client)

    def find(self, leave: RemoteLeave) -> Sequence[str]:
        """Return the applications that carry the leave's mark and are not rejected."""
        return tuple(each.id for each in self._marked(leave))

    def create(self, leave: RemoteLeave) -> str | Held:
        """File the application; return its id, and what is to be put right where hours differ."""
        worker = self._worker(leave)
        if worker is None:
            raise Permanent("Xero knows nobody with this person's e-mail address")
        leave_type = self._client.settings.get(f"{LEAVE_TYPE}.{leave.type_code}")
        if not leave_type:
            raise Permanent(f"no leave type of Xero is set for {leave.type_code}")
        key = f"leave:{leave.request}:{leave.generation}"
        filed = self._payroll.file(leave, worker, leave_type, key=key)
        return Held(filed.id, by_hand=_counts_otherwise(filed, leave))

    def remove(self, leave: RemoteLeave, external_id: str) -> str | None:
        """Have the leave rejected or deleted; return what is left to do once it has been paid."""
        for each in self._still_held(leave, external_id):
            if by_hand := self._take_back(leave, each):
                return by_hand
        return None

    def _take_back(self, leave: RemoteLeave, held: Application) -> str | None:
        if held.stage is Stage.PROCESSED:
            return PAID_ALREADY
        try:
            self._payroll.take_back(held.id, key=f"reject:{leave.request}:{leave.generation}")
        except Disconnected:
            raise
        except Permanent:
            # It may have been paid, or taken back by hand, in this very moment.
            now = self._still_held(leave, held.id)
            if any(each.stage is Stage.PROCESSED for each in now):
                return PAID_ALREADY
            if now:
                raise
        return None

    def _still_held(self, leave: RemoteLeave, external_id: str) -> Sequence[Application]:
        """Return what payroll holds of the leave, by its id or else by its mark.

        An application of Australia gets another id when its state changes.
        """
        known = self._payroll.application(external_id) if external_id else None
        held = (known,) if known is not None else self._marked(leave)
        return tuple(each for each in held if each.stage is not Stage.REFUSED)

    def _marked(self, leave: RemoteLeave) -> Sequence[Application]:
        worker = self._worker(leave)
        if worker is None:
            return ()
        return tuple(
            each
            for each in self._payroll.applications(worker)
            if mark(leave) in each.note and each.stage is not Stage.REFUSED
        )

    def _worker(self, leave: RemoteLeave) -> str | None:
        if leave.person_there is not None:
            return leave.person_there
        if leave.email is None:
            return None
        everybody = one_worker_each(self._payroll.workers())
        self._account.remember_people(everybody)
        return everybody.get(leave.email.casefold())


def payroll_of(client: Client) -> Payroll:
    """Return the payroll of the country that the organisation is in."""
    country = client.settings.get("country", "").upper()
    if country not in COUNTRIES:
        raise Permanent(f"Leavebook knows no payroll of Xero in {country or 'no country'}")
    return COUNTRIES[country](client)


def _counts_otherwise(filed: Application, leave: RemoteLeave) -> str | None:
    ours = hours(leave.minutes)
    if filed.hours is None or abs(filed.hours - ours) < _CLOSE_ENOUGH:
        return None
    return (
        f"Xero counts {filed.hours.normalize():f} hours for this leave, Leavebook"
        f" {ours.normalize():f}: put it right in payroll."
    )
