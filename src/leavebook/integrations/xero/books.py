"""Xero as who keeps leave types and balances."""

from collections.abc import Mapping, Sequence

from leavebook.http.outgoing import Outgoing
from leavebook.integrations.xero.client import Addresses, Client
from leavebook.integrations.xero.payroll import one_worker_each
from leavebook.integrations.xero.sync import payroll_of
from leavebook.services.outside.remote_books import RemoteBalance, RemoteType
from leavebook.services.outside.remote_systems import Account


class XeroBooks:
    """A company's payroll at Xero, asked what people have left."""

    def __init__(self, account: Account, outgoing: Outgoing, *, addresses: Addresses) -> None:
        self._payroll = payroll_of(Client(account, outgoing, addresses))

    def leave_types(self) -> Sequence[RemoteType]:
        """Return the leave types in use in payroll."""
        return self._payroll.leave_types()

    def people(self) -> Mapping[str, str]:
        """Return the ids of the employees by e-mail address, without those that share one."""
        return one_worker_each(self._payroll.workers())

    def balances(self, person_there: str) -> Sequence[RemoteBalance]:
        """Return what the employee has left."""
        return self._payroll.balances(person_there)
