"""Our stand-in for Australia's payroll: its own dates, and ids that change with the state."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from tests.integrations.stand_in import Answer, Asked
from tests.integrations.xero.held import ANNUAL, TYPES, UNPAID, Held, page, working_days

CALENDAR = "78bb86b9-e1ea-47ac-b75d-f087a81931de"
MONDAY = date(2026, 1, 5)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def answer(xero: Held, asked: Asked, words: list[str]) -> Answer:  # noqa: C901, PLR0911  a table of answers
    match asked.method, words:
        case "GET", ["PayItems"]:
            return 200, {"PayItems": {"EarningsRates": [], "LeaveTypes": [*map(_type, TYPES)]}}
        case "GET", ["Employees"]:
            assert asked.query["where"] == 'Status=="ACTIVE"'
            return 200, {"Employees": page([*map(partial(_worker, xero), xero.people)], asked)}
        case "GET", ["Employees", key]:
            found = [_worker(xero, each) for each in xero.people if xero.employee(each) == key]
            return (200, {"Employees": found}) if found else (404, None)
        case "GET", ["PayrollCalendars", _]:
            calendar = {"CalendarType": xero.calendar_kind, "StartDate": _dotted(MONDAY)}
            return 200, {"PayrollCalendars": [calendar]}
        case "GET", ["LeaveApplications", "v2"]:
            wanted = re.fullmatch(r'EmployeeID==Guid\("(.*)"\)', asked.query["where"])
            if wanted is None:
                return 400, {"Type": "QueryParseException", "Message": "No such filter"}
            own = [each for each in xero.leave.values() if each["employee"] == wanted[1]]
            return 200, {"LeaveApplications": page([*map(_shown, own)], asked)}
        case "GET", ["LeaveApplications", key]:
            if key not in xero.leave:
                return 404, None
            return 200, {"LeaveApplications": [_shown(xero.leave[key])]}
        case "POST", ["LeaveApplications"]:
            return _apply(xero, json.loads(asked.body))
        case "POST", ["LeaveApplications", key, "reject"]:
            return _reject(xero, key)
    return 404, None


def _worker(xero: Held, email: str) -> dict[str, Any]:
    return {
        "EmployeeID": xero.employee(email),
        "Status": "ACTIVE",
        "Email": email,
        "PayrollCalendarID": CALENDAR,
        "LeaveBalances": [
            {
                "LeaveName": "Annual Leave",
                "LeaveTypeID": ANNUAL,
                "NumberOfUnits": 81.2602,
                "TypeOfUnits": "Hours",
            }
        ],
    }


def _apply(xero: Held, items: list[dict[str, Any]]) -> Answer:
    (item,) = items
    if problems := [*_problems(item)]:
        said = [{"Message": each} for each in problems]
        return 400, {
            "ErrorNumber": 10,
            "Type": "ValidationException",
            "Message": "A validation exception occurred",
            "Elements": [{**item, "ValidationErrors": said}],
        }
    first, last = _undotted(item["StartDate"]), _undotted(item["EndDate"])
    given = [
        (_undotted(each["PayPeriodStartDate"]), _undotted(each["PayPeriodEndDate"]))
        for each in item.get("LeavePeriods", ())
    ]
    counts = bool(given) and all(
        (one - MONDAY).days % 7 == 0 and (other - one).days == 6 for one, other in given
    )
    hours = (
        [each["NumberOfUnits"] for each in item["LeavePeriods"]]
        if counts
        else [8 * sum(working_days(first, last))]
    )
    key = str(uuid4())
    xero.leave[key] = {
        "id": key,
        "employee": item["EmployeeID"],
        "type": item["LeaveTypeID"],
        "title": item["Title"],
        "note": item["Description"],
        "first": first,
        "last": last,
        "hours": hours,
        "periods": given,
        "status": "SCHEDULED",
    }
    return 200, {"LeaveApplications": [_shown(xero.leave[key])]}


def _problems(item: dict[str, Any]) -> Iterator[str]:
    if item["LeaveTypeID"] not in TYPES:
        yield "Leave type is not known."
    if len(item["Title"]) > 50 or len(item["Description"]) > 200:
        yield "Too long."


def _reject(xero: Held, key: str) -> Answer:
    found = xero.leave.get(key)
    if found is None:
        return 404, None
    if found["status"] != "SCHEDULED":
        return 400, {"Type": "ValidationException", "Message": f"It is {found['status']}."}
    found["status"] = "REJECTED"
    return 200, {"LeaveApplications": [_shown(xero.rename(key))]}


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    periods = found["periods"] or [(MONDAY, MONDAY + timedelta(days=6))]
    return {
        "LeaveApplicationID": found["id"],
        "EmployeeID": found["employee"],
        "LeaveTypeID": found["type"],
        "Title": found["title"],
        "Description": found["note"],
        "StartDate": _dotted(found["first"]),
        "EndDate": _dotted(found["last"]),
        "LeavePeriods": [
            {
                "PayPeriodStartDate": _dotted(first),
                "PayPeriodEndDate": _dotted(last),
                "LeavePeriodStatus": found["status"],
                "NumberOfUnits": hours,
            }
            for (first, last), hours in zip(periods, found["hours"], strict=True)
        ],
    }


def _type(key: str) -> dict[str, Any]:
    paid = key != UNPAID
    return {"LeaveTypeID": key, "Name": TYPES[key], "IsPaidLeave": paid, "CurrentRecord": True}


def _dotted(day: date) -> str:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return f"/Date({(moment - _EPOCH) // timedelta(milliseconds=1)}+0000)/"


def _undotted(text: str) -> date:
    found = re.fullmatch(r"/Date\((-?\d+)\+0000\)/", text)
    assert found is not None, text
    moment = _EPOCH + timedelta(milliseconds=int(found[1]))
    assert moment.time().isoformat() == "00:00:00"
    return moment.date()
