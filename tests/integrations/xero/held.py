"""What our stand-in for Xero's payrolls holds, and what all of them share."""

import base64
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from tests.integrations.stand_in import Asked

ANNUAL = "fbcc9dab-6238-43d9-a3f4-d768423fdcfa"
UNPAID = "ff4d16da-ae8a-4f57-acb3-9ee593996bce"
LONG_SERVICE = "74195ab2-1f2b-4136-8ddc-20387a0b1027"
TYPES = {ANNUAL: "Annual Leave", UNPAID: "Unpaid Leave", LONG_SERVICE: "Long Service Leave"}
_EVERYBODY = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


@dataclass
class Held:
    """What a payroll holds."""

    country: str = "AU"
    people: list[str] = field(default_factory=list)
    leave: dict[str, dict[str, Any]] = field(default_factory=dict)
    calendar_kind: str = "WEEKLY"

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
                self.rename(key)

    def rename(self, key: str) -> dict[str, Any]:
        """Give an application another id, as happens with its state in Australia."""
        found = self.leave.pop(key)
        found["id"] = str(uuid4())
        self.leave[found["id"]] = found
        return found


def page(items: list[dict[str, Any]], asked: Asked) -> list[dict[str, Any]]:
    """Return the hundred items that were asked for."""
    number = int(asked.query["page"])
    return items[100 * (number - 1) : 100 * number]


def working_days(first: date, last: date) -> list[bool]:
    """Return for each date whether it is one of Monday to Friday."""
    return [(first + timedelta(days=each)).weekday() < 5 for each in range((last - first).days + 1)]
