"""Whose own calendar shows leave besides the one that the company shares."""

from leavebook.domain.integrations import OWN_CALENDARS, Provider
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.outside import external_ids, integration_connections
from leavebook.storage.people import people
from leavebook.storage.transaction import Transaction


def own_calendar_of(tx: Transaction, request: LeaveRequest, provider: Provider) -> str | None:
    """Return the address of the person's own calendar that is to show the leave too, or None.

    Only addresses of the domains that the company has named count: nobody else's calendar is
    ever opened.
    """
    domains = _domains(tx, provider)
    if not domains:
        return None
    person = people.find(tx, request.employee_id, today=tx.now.date())
    if person is None:
        return None
    said = None if person.user_id is None else external_ids.of_user(tx, person.user_id, provider)
    address = said or person.email or ""
    return address if address.rpartition("@")[2].casefold() in domains else None


def _domains(tx: Transaction, provider: Provider) -> frozenset[str]:
    setting = OWN_CALENDARS.get(provider)
    found = None if setting is None else integration_connections.find(tx, provider)
    if setting is None or found is None:
        return frozenset()
    named = found.settings.get(setting, "").casefold().split(",")
    return frozenset(each.strip().removeprefix("@") for each in named) - {""}
