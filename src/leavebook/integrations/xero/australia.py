"""The payroll of Australia: Payroll API 1.0, with its own dates, capitals and envelopes."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from leavebook.http.remote_answers import unreadable
from leavebook.integrations.xero import dates
from leavebook.integrations.xero.client import Client, said_in
from leavebook.integrations.xero.pay_periods import PayCalendar, hours_by_period
from leavebook.integrations.xero.payroll import (
    NONSENSE,
    UNITS,
    Application,
    Stage,
    Worker,
    amount_in,
    mark,
    text_in,
    title,
)
from leavebook.services.outside.remote_books import RemoteBalance, RemoteType
from leavebook.services.outside.remote_systems import Permanent, RemoteLeave

_BASE: Final = "/payroll.xro/1.0"
_LEAVE: Final = f"{_BASE}/LeaveApplications"
_PAGE: Final = 100
_MOST_PAGES: Final = 50
_BAD_REQUEST: Final = 400
_GONE: Final = frozenset({404, 410})


class Australia:
    """A company's payroll in Australia."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def workers(self) -> Iterator[Worker]:
        """Yield the active employees who have an e-mail address."""
        for each in self._pages(f"{_BASE}/Employees", "Employees", where='Status=="ACTIVE"'):
            if isinstance(each.get("Email"), str) and isinstance(each.get("EmployeeID"), str):
                yield Worker(id=each["EmployeeID"], email=each["Email"])

    def applications(self, worker: str) -> Iterator[Application]:
        """Yield the applications of somebody, requested and rejected ones too."""
        where = f'EmployeeID==Guid("{worker}")'
        for each in self._pages(f"{_LEAVE}/v2", "LeaveApplications", where=where):
            if str(each.get("EmployeeID", "")).casefold() == worker.casefold():
                try:
                    found = _application(each)
                except NONSENSE as error:
                    raise unreadable(changing=False) from error
                yield found

    def application(self, external_id: str) -> Application | None:
        """Return an application; None when there is none of that id any more."""
        reply = self._client.call("GET", f"{_LEAVE}/{external_id}")
        if reply.status in _GONE:
            return None
        answer = self._client.read(reply, changing=False)
        try:
            found = answer["LeaveApplications"]
            return _application(found[0]) if found else None
        except NONSENSE as error:
            raise unreadable(changing=False) from error

    def file(self, leave: RemoteLeave, worker: str, leave_type: str, *, key: str) -> Application:
        """Add the application, which payroll takes as approved, and return it."""
        document = [
            {
                "EmployeeID": worker,
                "LeaveTypeID": leave_type,
                "Title": title(leave),
                "Description": f"Leavebook {mark(leave)}",
                "StartDate": dates.written(leave.first_day),
                "EndDate": dates.written(leave.last_day),
                **self._periods(leave, worker),
            }
        ]
        reply = self._client.call("POST", _LEAVE, document=document, key=key)
        answer = self._client.read(reply, changing=True)
        try:
            kept = answer["LeaveApplications"][0]
            if kept.get("ValidationErrors") and not kept.get("LeaveApplicationID"):
                raise Permanent(said_in(answer))
            return _application(kept)
        except NONSENSE as error:
            raise unreadable(changing=True) from error

    def take_back(self, external_id: str, *, key: str) -> None:
        """Reject the application; payroll has no other way to be rid of it."""
        reply = self._client.call("POST", f"{_LEAVE}/{external_id}/reject", key=key)
        self._client.check(reply)

    def leave_types(self) -> Sequence[RemoteType]:
        """Return the leave types that are current."""
        answer = self._client.get(f"{_BASE}/PayItems")
        try:
            return tuple(
                RemoteType(
                    id=text_in(each, "LeaveTypeID"),
                    name=text_in(each, "Name"),
                    paid=bool(each.get("IsPaidLeave")),
                )
                for each in answer["PayItems"]["LeaveTypes"]
                if each.get("CurrentRecord") is not False
            )
        except NONSENSE as error:
            raise unreadable(changing=False) from error

    def balances(self, worker: str) -> Sequence[RemoteBalance]:
        """Return what the employee has left of each leave type."""
        try:
            return tuple(
                RemoteBalance(
                    type_id=text_in(each, "LeaveTypeID"),
                    type_name=text_in(each, "LeaveName"),
                    amount=amount_in(each, "NumberOfUnits"),
                    unit=UNITS[each["TypeOfUnits"].casefold()],
                )
                for each in self._employee(worker).get("LeaveBalances") or ()
                if each.get("TypeOfUnits", "").casefold() in UNITS
            )
        except NONSENSE as error:
            raise unreadable(changing=False) from error

    def _periods(self, leave: RemoteLeave, worker: str) -> dict[str, object]:
        """Return the hours of each pay period, where the employee's calendar tells them."""
        calendar = self._calendar(worker)
        by_period = None if calendar is None else hours_by_period(leave.days, calendar)
        if not by_period:
            return {}
        return {
            "LeavePeriods": [
                {
                    "PayPeriodStartDate": dates.written(period.first),
                    "PayPeriodEndDate": dates.written(period.last),
                    "NumberOfUnits": hours,
                }
                for period, hours in by_period
            ]
        }

    def _calendar(self, worker: str) -> PayCalendar | None:
        calendar_id = self._employee(worker).get("PayrollCalendarID")
        if not calendar_id:
            return None
        answer = self._client.get(f"{_BASE}/PayrollCalendars/{calendar_id}")
        try:
            found = answer["PayrollCalendars"][0]
            return PayCalendar(text_in(found, "CalendarType"), dates.read(found["StartDate"]))
        except NONSENSE as error:
            raise unreadable(changing=False) from error

    def _employee(self, worker: str) -> dict[str, Any]:
        answer = self._client.get(f"{_BASE}/Employees/{worker}")
        try:
            found = answer["Employees"][0]
            if text_in(found, "EmployeeID").casefold() != worker.casefold():
                raise Permanent("Xero answered about somebody else")
        except NONSENSE as error:
            raise unreadable(changing=False) from error
        return dict(found)

    def _pages(self, path: str, name: str, *, where: str) -> Iterator[dict[str, Any]]:
        """Yield the items of every page; all of them where Xero does not take the condition."""
        condition = {"where": where}
        for number in range(1, _MOST_PAGES + 1):
            reply = self._client.call("GET", path, query={**condition, "page": str(number)})
            if reply.status == _BAD_REQUEST and condition and number == 1:
                condition = {}
                reply = self._client.call("GET", path, query={"page": "1"})
            answer = self._client.read(reply, changing=False)
            try:
                items = [dict(each) for each in answer[name]]
            except NONSENSE as error:
                raise unreadable(changing=False) from error
            yield from items
            if len(items) < _PAGE:
                return


def _application(found: Any) -> Application:  # noqa: ANN401  JSON holds anything
    periods = found.get("LeavePeriods") or []
    return Application(
        id=text_in(found, "LeaveApplicationID"),
        note=str(found.get("Description") or ""),
        stage=_stage({each.get("LeavePeriodStatus") for each in periods}),
        hours=sum(
            (amount_in(each, "NumberOfUnits") for each in periods), start=amount_in({"0": 0}, "0")
        )
        if periods
        else None,
    )


def _stage(statuses: set[object]) -> Stage:
    if "PROCESSED" in statuses:
        return Stage.PROCESSED
    return Stage.REFUSED if statuses == {"REJECTED"} else Stage.FILED
