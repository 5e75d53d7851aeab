"""The payrolls of New Zealand and the United Kingdom: Payroll API 2.0, employee by employee.

An application's id there means something only beside its employee's, so ours has both.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from leavebook.http.remote_answers import unreadable
from leavebook.integrations.xero import dates
from leavebook.integrations.xero.client import Client
from leavebook.integrations.xero.pay_periods import hours
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
from leavebook.services.outside.remote_systems import RemoteLeave

_BASE: Final = "/payroll.xro/2.0"
_MOST_PAGES: Final = 50
_HOURS: Final = "hours"


class Overseas:
    """A company's payroll in New Zealand or the United Kingdom."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def workers(self) -> Iterator[Worker]:
        """Yield the employees who have an e-mail address."""
        for each in self._pages("Employees", "employees"):
            if isinstance(each.get("email"), str) and isinstance(each.get("employeeID"), str):
                yield Worker(id=each["employeeID"], email=each["email"])

    def applications(self, worker: str) -> Iterator[Application]:
        """Yield the leave of an employee."""
        answer = self._client.get(f"{_BASE}/Employees/{worker}/Leave")
        try:
            yield from [_application(worker, each) for each in answer["leave"] or ()]
        except NONSENSE as error:
            raise unreadable(changing=False) from error

    def application(self, external_id: str) -> Application | None:
        """Return the employee's leave of that id; None when there is none any more."""
        worker = external_id.partition("/")[0]
        found = (each for each in self.applications(worker) if each.id == external_id)
        return next(found, None)

    def file(self, leave: RemoteLeave, worker: str, leave_type: str, *, key: str) -> Application:
        """Add the leave and return it."""
        document = {
            "leaveTypeID": leave_type,
            "description": f"{title(leave)} {mark(leave)}",
            "startDate": leave.first_day.isoformat(),
            "endDate": leave.last_day.isoformat(),
            **self._periods(leave, worker),
        }
        path = f"{_BASE}/Employees/{worker}/Leave"
        reply = self._client.call("POST", path, document=document, key=key)
        answer = self._client.read(reply, changing=True)
        try:
            return _application(worker, answer["leave"])
        except NONSENSE as error:
            raise unreadable(changing=True) from error

    def take_back(self, external_id: str, *, key: str) -> None:  # noqa: ARG002  deleting twice is no harm
        """Delete the leave."""
        worker, _, leave_id = external_id.partition("/")
        path = f"{_BASE}/Employees/{worker}/Leave/{leave_id}"
        self._client.check(self._client.call("DELETE", path))

    def leave_types(self) -> Sequence[RemoteType]:
        """Return the leave types that are active."""
        try:
            return tuple(
                RemoteType(
                    id=text_in(each, "leaveTypeID"),
                    name=text_in(each, "name"),
                    paid=bool(each.get("isPaidLeave")),
                )
                for each in self._pages("LeaveTypes", "leaveTypes", ActiveOnly="true")
                if each.get("isActive") is not False
            )
        except NONSENSE as error:
            raise unreadable(changing=False) from error

    def balances(self, worker: str) -> Sequence[RemoteBalance]:
        """Return what the employee has left; a balance in money is none of time."""
        answer = self._client.get(f"{_BASE}/Employees/{worker}/LeaveBalances")
        try:
            return tuple(
                RemoteBalance(
                    type_id=text_in(each, "leaveTypeID"),
                    type_name=text_in(each, "name"),
                    amount=amount_in(each, "balance"),
                    unit=UNITS[each["typeOfUnits"].casefold()],
                )
                for each in answer["leaveBalances"] or ()
                if str(each.get("typeOfUnits")).casefold() in UNITS
            )
        except NONSENSE as error:
            raise unreadable(changing=False) from error

    def _periods(self, leave: RemoteLeave, worker: str) -> dict[str, object]:
        """Return our hours in payroll's own periods; nothing where it counts something else."""
        query = {"startDate": leave.first_day.isoformat(), "endDate": leave.last_day.isoformat()}
        answer = self._client.get(f"{_BASE}/Employees/{worker}/LeavePeriods", query)
        try:
            found = list(answer["periods"] or ())
            is_in_hours = all(_is_counted_in_hours(each) for each in found)
            periods = [_days_of(each) for each in found]
        except NONSENSE as error:
            raise unreadable(changing=False) from error
        shared = [_minutes_between(leave, *each) for each in periods]
        if not is_in_hours or sum(shared) != leave.minutes:
            return {}
        return {
            "periods": [
                {
                    "periodStartDate": first.isoformat(),
                    "periodEndDate": last.isoformat(),
                    "numberOfUnits": hours(minutes),
                }
                for (first, last), minutes in zip(periods, shared, strict=True)
            ]
        }

    def _pages(self, path: str, name: str, **query: str) -> Iterator[dict[str, Any]]:
        for number in range(1, _MOST_PAGES + 1):
            answer = self._client.get(f"{_BASE}/{path}", {**query, "page": str(number)})
            try:
                yield from [dict(each) for each in answer[name] or ()]
                pages = (answer.get("pagination") or {}).get("pageCount") or 1
                if number >= int(pages):
                    return
            except NONSENSE as error:
                raise unreadable(changing=False) from error


def _days_of(found: Any) -> tuple[date, date]:  # noqa: ANN401  JSON holds anything
    return dates.read(found["periodStartDate"]), dates.read(found["periodEndDate"])


def _minutes_between(leave: RemoteLeave, first: date, last: date) -> int:
    return sum(minutes for day, minutes in leave.days if first <= day <= last)


def _application(worker: str, found: Any) -> Application:  # noqa: ANN401  JSON holds anything
    periods = found.get("periods") or []
    counted = [each for each in periods if _is_counted_in_hours(each)]
    return Application(
        id=f"{worker}/{text_in(found, 'leaveID')}",
        note=str(found.get("description") or ""),
        stage=Stage.PROCESSED
        if any(each.get("periodStatus") == "Completed" for each in periods)
        else Stage.FILED,
        hours=sum((amount_in(each, "numberOfUnits") for each in counted), start=Decimal(0))
        if counted and len(counted) == len(periods)
        else None,
    )


def _is_counted_in_hours(period: Any) -> bool:  # noqa: ANN401  JSON holds anything
    return str(period.get("typeOfUnits") or _HOURS).casefold() == _HOURS
