"""Our stand-in for the payrolls of New Zealand and the United Kingdom."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tests.integrations.stand_in import Answer, Asked
from tests.integrations.xero.held import (
    ANNUAL,
    LONG_SERVICE,
    TYPES,
    UNPAID,
    Held,
    working_days,
)

_BALANCES = [
    {"name": "Holiday Pay", "leaveTypeID": LONG_SERVICE, "balance": 10, "typeOfUnits": "Dollars"},
    {"name": "Annual Leave", "leaveTypeID": ANNUAL, "balance": 3.5, "typeOfUnits": "Weeks"},
    {"name": "Unpaid Leave", "leaveTypeID": UNPAID, "balance": -8, "typeOfUnits": "Hours"},
]


def answer(xero: Held, asked: Asked, words: list[str]) -> Answer:  # noqa: PLR0911  a table of answers
    match asked.method, words:
        case "GET", ["LeaveTypes"]:
            assert asked.query["ActiveOnly"] == "true"
            return 200, _paged("leaveTypes", [*map(_small_type, TYPES)], asked)
        case "GET", ["Employees"]:
            shown = [{"employeeID": xero.employee(each), "email": each} for each in xero.people]
            return 200, _paged("employees", [*shown, {"employeeID": "x", "email": None}], asked)
        case "GET", ["Employees", _, "LeaveBalances"]:
            return 200, _paged("leaveBalances", _BALANCES, asked)
        case "GET", ["Employees", _, "LeavePeriods"]:
            return 200, {"problem": None, "periods": _periods(xero, asked.query)}
        case "GET", ["Employees", key, "Leave"]:
            own = [each for each in xero.leave.values() if each["employee"] == key]
            return 200, {"problem": None, "leave": [_small(xero, each) for each in own]}
        case "POST", ["Employees", key, "Leave"]:
            return _book(xero, key, json.loads(asked.body))
        case "DELETE", ["Employees", key, "Leave", leave_id]:
            found = xero.leave.get(leave_id)
            if found is None or found["employee"] != key:
                return 404, _problem("Leave was not found.")
            if found["status"] == "PROCESSED":
                return 400, _problem("Leave is completed.")
            del xero.leave[leave_id]
            return 200, {"problem": None}
    return 404, None


def _periods(xero: Held, query: dict[str, str]) -> list[dict[str, Any]]:
    first, last = (date.fromisoformat(query[name]) for name in ("startDate", "endDate"))
    begins = first - timedelta(days=first.weekday())
    found = []
    while begins <= last:
        ends = begins + timedelta(days=6)
        found.append(
            {
                "periodStartDate": f"{begins}T00:00:00",
                "periodEndDate": f"{ends}T00:00:00",
                "numberOfUnits": 8 * sum(working_days(max(first, begins), min(last, ends))),
                "periodStatus": "Estimated",
                **({"typeOfUnits": "Hours"} if xero.country == "NZ" else {}),
            }
        )
        begins = ends + timedelta(days=1)
    return found


def _book(xero: Held, employee: str, item: dict[str, Any]) -> Answer:
    if item["leaveTypeID"] not in TYPES:
        return 400, _problem("Validation error occurred.", leaveTypeID="It is not known.")
    if len(item["description"]) > 50:
        return 400, _problem("Validation error occurred.", description="It is too long.")
    key = str(uuid4())
    first, last = (date.fromisoformat(item[name]) for name in ("startDate", "endDate"))
    periods = item.get("periods") or _periods(
        xero, {"startDate": item["startDate"], "endDate": item["endDate"]}
    )
    xero.leave[key] = {
        "id": key,
        "employee": employee,
        "type": item["leaveTypeID"],
        "note": item["description"],
        "first": first,
        "last": last,
        "hours": [each["numberOfUnits"] for each in periods],
        "status": "Approved",
    }
    return 200, {"problem": None, "leave": _small(xero, xero.leave[key])}


def _small(xero: Held, found: dict[str, Any]) -> dict[str, Any]:
    status = "Completed" if found["status"] == "PROCESSED" else found["status"]
    return {
        "leaveID": found["id"],
        "leaveTypeID": found["type"],
        "description": found["note"],
        "startDate": f"{found['first']}T00:00:00",
        "endDate": f"{found['last']}T00:00:00",
        "periods": [{"numberOfUnits": each, "periodStatus": status} for each in found["hours"]],
    }


def _small_type(key: str) -> dict[str, Any]:
    paid = key != UNPAID
    return {"leaveTypeID": key, "name": TYPES[key], "isPaidLeave": paid, "isActive": True}


def _paged(name: str, items: list[dict[str, Any]], asked: Asked) -> dict[str, Any]:
    number = int(asked.query.get("page", "1"))
    pages = max(1, -(-len(items) // 100))
    return {
        "pagination": {"page": number, "pageSize": 100, "pageCount": pages},
        "problem": None,
        name: items[100 * (number - 1) : 100 * number],
    }


def _problem(detail: str, **fields: str) -> dict[str, Any]:
    return {
        "problem": {
            "type": "application/problem+json",
            "title": "BadRequest",
            "detail": detail,
            "invalidFields": [{"name": name, "reason": why} for name, why in fields.items()],
        }
    }
