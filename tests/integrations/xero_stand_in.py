"""Our own stand-in for Xero: consent, rotating tokens, and the payrolls of three countries.

It is strict where Xero is said to be: a refresh token serves once, dates have the payroll's own
form, a key that was used is answered as before, and an application that is rejected gets another
id.
"""

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4, uuid5

from tests.integrations.stand_in import Answer, Asked, StandIn

CLIENT_ID = "XEROAPP"
CLIENT_SECRET = "xero-canary-client-4d1c90"
REFRESH_TOKEN = "xero-canary-refresh-8e07b3"
ACCESS_TOKEN = "xero-canary-access-5ab6f2"
CODE = "xero-canary-code-19d3e8"
TENANT = "fe79f7dd-b6d4-4a92-ba7b-538af6289c58"
OTHER_TENANT = "0e1d2c3b-4a59-4687-9aab-bccddeeff001"
ANNUAL = "fbcc9dab-6238-43d9-a3f4-d768423fdcfa"
UNPAID = "ff4d16da-ae8a-4f57-acb3-9ee593996bce"
LONG_SERVICE = "74195ab2-1f2b-4136-8ddc-20387a0b1027"
CALENDAR = "78bb86b9-e1ea-47ac-b75d-f087a81931de"
MONDAY = date(2026, 1, 5)

TYPES = {ANNUAL: "Annual Leave", UNPAID: "Unpaid Leave", LONG_SERVICE: "Long Service Leave"}
_EVERYBODY = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Xero:
    """What Xero holds of one organisation, and of the app that is let into it."""

    country: str = "AU"
    people: list[str] = field(default_factory=list)
    leave: dict[str, dict[str, Any]] = field(default_factory=dict)
    good: set[str] = field(default_factory=set)
    """The access tokens that let somebody in."""
    refreshing: set[str] = field(default_factory=set)
    """The refresh tokens that have not been used; the first one opens for any company."""
    used: set[str] = field(default_factory=set)
    grants: list[dict[str, str]] = field(default_factory=list)
    answered: dict[str, Answer] = field(default_factory=dict)
    challenge: str = ""
    calendar_kind: str = "WEEKLY"

    def stand_in(self) -> StandIn:
        """Return the server's part; faults strike what reads or writes leave."""
        return StandIn(self.serve, matters=_matters, echo=CLIENT_SECRET)

    def employee(self, email: str) -> str:
        """Return the id of an employee."""
        return str(uuid5(_EVERYBODY, email))

    def held(self) -> list[dict[str, Any]]:
        """Return the leave that payroll pays for."""
        return [each for each in self.leave.values() if each["status"] != "REJECTED"]

    def markers(self) -> list[str]:
        """Return the marker of everything that payroll pays for."""
        found = [re.search(r"\[([\w-]{22})\.(\d+)\]", each["note"]) for each in self.held()]
        return [
            f"leavebook:{UUID(bytes=base64.urlsafe_b64decode(each[1] + '=='))}:{each[2]}"
            for each in found
            if each is not None
        ]

    def process(self) -> None:
        """Everything is paid; in Australia it gets another id by that."""
        for key in [each["id"] for each in self.held()]:
            self.leave[key]["status"] = "PROCESSED"
            if self.country == "AU":
                self._rename(key)

    def consent(self, address: str, *, redirect_to: str | None = None) -> str:
        """Return where the browser is sent back to when the person agrees."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["code_challenge_method"] == "S256"
        self.challenge = asked["code_challenge"]
        back = redirect_to or asked["redirect_uri"]
        return f"{back}?code={CODE}&state={asked['state']}&scope=payroll.employees"

    def serve(self, asked: Asked) -> Answer:
        if asked.path == "/token":
            return self._token(asked)
        if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self.good:
            return 401, {"Title": "Unauthorized", "Status": 401, "Detail": "TokenExpired"}
        if asked.path == "/connections":
            return 200, [
                _connection(TENANT, "Acme Pty Ltd", "ORGANISATION"),
                _connection(OTHER_TENANT, "Globex", "ORGANISATION"),
                _connection(str(uuid4()), "Accountants", "PRACTICE"),
            ]
        if asked.headers.get("xero-tenant-id") != TENANT:
            return 403, {
                "Title": "Forbidden",
                "Status": 403,
                "Detail": "AuthenticationUnsuccessful",
            }
        if asked.path == "/api.xro/2.0/Organisation":
            return 200, {"Organisations": [{"Name": "Acme Pty Ltd", "CountryCode": self.country}]}
        return self._once(asked)

    def _once(self, asked: Asked) -> Answer:
        key = asked.headers.get("idempotency-key")
        assert key is None or len(key) <= 128
        if key is not None and key in self.answered:
            return self.answered[key]
        dialect = "1.0" if self.country == "AU" else "2.0"
        base = f"/payroll.xro/{dialect}/"
        if not asked.path.startswith(base):
            return 404, None
        words = asked.path.removeprefix(base).split("/")
        answer = self._australia(asked, words) if dialect == "1.0" else self._overseas(asked, words)
        if key is not None and answer[0] == 200:
            self.answered[key] = answer
        return answer

    def _token(self, asked: Asked) -> Answer:
        grant = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        self.grants.append({**grant, "authorization": asked.headers.get("authorization", "")})
        if grant.get("client_id") != CLIENT_ID:
            return 400, {"error": "invalid_client"}
        if grant["grant_type"] == "authorization_code":
            digest = hashlib.sha256(grant["code_verifier"].encode()).digest()
            proof = base64.urlsafe_b64encode(digest).decode().rstrip("=")
            if grant["code"] != CODE or proof != self.challenge or CODE in self.used:
                return 400, {"error": "invalid_grant"}
            self.used.add(CODE)
        elif grant["refresh_token"] not in {REFRESH_TOKEN, *self.refreshing}:
            return 400, {"error": "invalid_grant"}
        self.refreshing.discard(grant.get("refresh_token", ""))
        number = len(self.grants)
        self.refreshing.add(f"{REFRESH_TOKEN}-{number}")
        self.good.add(f"{ACCESS_TOKEN}-{number}")
        return 200, {
            "access_token": f"{ACCESS_TOKEN}-{number}",
            "refresh_token": f"{REFRESH_TOKEN}-{number}",
            "expires_in": 1800,
            "token_type": "Bearer",
        }

    # Australia

    def _australia(self, asked: Asked, words: list[str]) -> Answer:  # noqa: C901, PLR0911  a table of answers
        match asked.method, words:
            case "GET", ["PayItems"]:
                return 200, {"PayItems": {"EarningsRates": [], "LeaveTypes": [*map(_type, TYPES)]}}
            case "GET", ["Employees"]:
                assert asked.query["where"] == 'Status=="ACTIVE"'
                page = _page([*map(self._worker, self.people)], asked)
                return 200, {"Employees": page}
            case "GET", ["Employees", key]:
                found = [self._worker(each) for each in self.people if self.employee(each) == key]
                return (200, {"Employees": found}) if found else (404, None)
            case "GET", ["PayrollCalendars", _]:
                calendar = {"CalendarType": self.calendar_kind, "StartDate": _dotted(MONDAY)}
                return 200, {"PayrollCalendars": [calendar]}
            case "GET", ["LeaveApplications", "v2"]:
                wanted = re.fullmatch(r'EmployeeID==Guid\("(.*)"\)', asked.query["where"])
                if wanted is None:
                    return 400, {"Type": "QueryParseException", "Message": "No such filter"}
                own = [each for each in self.leave.values() if each["employee"] == wanted[1]]
                return 200, {"LeaveApplications": _page([*map(_shown, own)], asked)}
            case "GET", ["LeaveApplications", key]:
                if key not in self.leave:
                    return 404, None
                return 200, {"LeaveApplications": [_shown(self.leave[key])]}
            case "POST", ["LeaveApplications"]:
                return self._apply(json.loads(asked.body))
            case "POST", ["LeaveApplications", key, "reject"]:
                return self._reject(key)
        return 404, None

    def _worker(self, email: str) -> dict[str, Any]:
        return {
            "EmployeeID": self.employee(email),
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

    def _apply(self, items: list[dict[str, Any]]) -> Answer:
        (item,) = items
        problems = []
        if item["LeaveTypeID"] not in TYPES:
            problems.append("Leave type is not known.")
        if len(item["Title"]) > 50 or len(item["Description"]) > 200:
            problems.append("Too long.")
        if problems:
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
            else [8 * sum(_days(first, last))]
        )
        key = str(uuid4())
        self.leave[key] = {
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
        return 200, {"LeaveApplications": [_shown(self.leave[key])]}

    def _reject(self, key: str) -> Answer:
        found = self.leave.get(key)
        if found is None:
            return 404, None
        if found["status"] != "SCHEDULED":
            return 400, {"Type": "ValidationException", "Message": f"It is {found['status']}."}
        found["status"] = "REJECTED"
        return 200, {"LeaveApplications": [_shown(self._rename(key))]}

    def _rename(self, key: str) -> dict[str, Any]:
        found = self.leave.pop(key)
        found["id"] = str(uuid4())
        self.leave[found["id"]] = found
        return found

    # New Zealand and the United Kingdom

    def _overseas(self, asked: Asked, words: list[str]) -> Answer:  # noqa: PLR0911  a table of answers
        match asked.method, words:
            case "GET", ["LeaveTypes"]:
                assert asked.query["ActiveOnly"] == "true"
                return 200, _paged("leaveTypes", [*map(_small_type, TYPES)], asked)
            case "GET", ["Employees"]:
                shown = [{"employeeID": self.employee(each), "email": each} for each in self.people]
                return 200, _paged("employees", [*shown, {"employeeID": "x", "email": None}], asked)
            case "GET", ["Employees", _, "LeaveBalances"]:
                return 200, _paged("leaveBalances", _BALANCES, asked)
            case "GET", ["Employees", _, "LeavePeriods"]:
                return 200, {"problem": None, "periods": self._periods(asked.query)}
            case "GET", ["Employees", key, "Leave"]:
                own = [each for each in self.leave.values() if each["employee"] == key]
                return 200, {"problem": None, "leave": [self._small(each) for each in own]}
            case "POST", ["Employees", key, "Leave"]:
                return self._book(key, json.loads(asked.body))
            case "DELETE", ["Employees", key, "Leave", leave_id]:
                found = self.leave.get(leave_id)
                if found is None or found["employee"] != key:
                    return 404, _problem("Leave was not found.")
                if found["status"] == "PROCESSED":
                    return 400, _problem("Leave is completed.")
                del self.leave[leave_id]
                return 200, {"problem": None}
        return 404, None

    def _periods(self, query: dict[str, str]) -> list[dict[str, Any]]:
        first, last = (date.fromisoformat(query[name]) for name in ("startDate", "endDate"))
        begins = first - timedelta(days=first.weekday())
        found = []
        while begins <= last:
            ends = begins + timedelta(days=6)
            found.append(
                {
                    "periodStartDate": f"{begins}T00:00:00",
                    "periodEndDate": f"{ends}T00:00:00",
                    "numberOfUnits": 8 * sum(_days(max(first, begins), min(last, ends))),
                    "periodStatus": "Estimated",
                    **({"typeOfUnits": "Hours"} if self.country == "NZ" else {}),
                }
            )
            begins = ends + timedelta(days=1)
        return found

    def _book(self, employee: str, item: dict[str, Any]) -> Answer:
        if item["leaveTypeID"] not in TYPES:
            return 400, _problem("Validation error occurred.", leaveTypeID="It is not known.")
        if len(item["description"]) > 50:
            return 400, _problem("Validation error occurred.", description="It is too long.")
        key = str(uuid4())
        first, last = (date.fromisoformat(item[name]) for name in ("startDate", "endDate"))
        periods = item.get("periods") or self._periods(
            {"startDate": item["startDate"], "endDate": item["endDate"]}
        )
        self.leave[key] = {
            "id": key,
            "employee": employee,
            "type": item["leaveTypeID"],
            "note": item["description"],
            "first": first,
            "last": last,
            "hours": [each["numberOfUnits"] for each in periods],
            "status": "Approved",
        }
        return 200, {"problem": None, "leave": self._small(self.leave[key])}

    def _small(self, found: dict[str, Any]) -> dict[str, Any]:
        status = "Completed" if found["status"] == "PROCESSED" else found["status"]
        return {
            "leaveID": found["id"],
            "leaveTypeID": found["type"],
            "description": found["note"],
            "startDate": f"{found['first']}T00:00:00",
            "endDate": f"{found['last']}T00:00:00",
            "periods": [{"numberOfUnits": each, "periodStatus": status} for each in found["hours"]],
        }


_BALANCES = [
    {"name": "Holiday Pay", "leaveTypeID": LONG_SERVICE, "balance": 10, "typeOfUnits": "Dollars"},
    {"name": "Annual Leave", "leaveTypeID": ANNUAL, "balance": 3.5, "typeOfUnits": "Weeks"},
    {"name": "Unpaid Leave", "leaveTypeID": UNPAID, "balance": -8, "typeOfUnits": "Hours"},
]


def _matters(asked: Asked) -> bool:
    """Whether leave is read or written; what is asked beforehand harms nobody."""
    return "/LeaveApplications" in asked.path or "/Leave/" in f"{asked.path}/"


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


def _small_type(key: str) -> dict[str, Any]:
    paid = key != UNPAID
    return {"leaveTypeID": key, "name": TYPES[key], "isPaidLeave": paid, "isActive": True}


def _connection(tenant: str, name: str, kind: str) -> dict[str, str]:
    return {"id": str(uuid4()), "tenantId": tenant, "tenantName": name, "tenantType": kind}


def _page(items: list[dict[str, Any]], asked: Asked) -> list[dict[str, Any]]:
    number = int(asked.query["page"])
    return items[100 * (number - 1) : 100 * number]


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


def _dotted(day: date) -> str:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return f"/Date({(moment - _EPOCH) // timedelta(milliseconds=1)}+0000)/"


def _undotted(text: str) -> date:
    found = re.fullmatch(r"/Date\((-?\d+)\+0000\)/", text)
    assert found is not None, text
    moment = _EPOCH + timedelta(milliseconds=int(found[1]))
    assert moment.time().isoformat() == "00:00:00"
    return moment.date()


def _days(first: date, last: date) -> list[bool]:
    """Return for each date whether it is one of Monday to Friday."""
    return [(first + timedelta(days=each)).weekday() < 5 for each in range((last - first).days + 1)]
