"""Fields as this API spells them, and what each is to be as its messages name it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from leavebook.domain.problems import Problem
from leavebook.http.reading import Fault

_OURS: Final[Mapping[str, str]] = MappingProxyType(
    {"leave_type_id": "leaveType", "site_id": "siteId"}
)

_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "approverId",
                "departmentId",
                "leaveRequestId",
                "shiftAssignmentId",
                "shiftId",
                "shiftTemplateId",
                "templateId",
                "userId",
            ),
            "ID",
        ),
        **dict.fromkeys(
            ("approvedDate", "date", "endAt", "endDate", "startAt", "startDate"), "Date"
        ),
        **dict.fromkeys(("sortBy", "sortOrder", "status"), "Enum"),
        **dict.fromkeys(("startTime", "endTime"), "Time"),
        "daysOfWeek": "Array",
    }
)
"""What a field is to be, as messages name it; all others are strings."""

_KIND_OF_FAULT: Final[Mapping[str, str]] = MappingProxyType(
    {
        Fault.NOT_A_DATE: "Date",
        Fault.DATE_OUT_OF_RANGE: "Date",
        Fault.NOT_A_WHOLE_NUMBER: "Integer",
        Fault.NOT_A_NUMBER: "Number",
        Fault.NOT_YES_OR_NO: "Boolean",
        Fault.NOT_ONE_OF: "Enum",
    }
)


def field_of(problem: Problem) -> str:
    """Return the field as this API spells it."""
    ours = str(problem.facts.get("field", "input"))
    first, *rest = ours.split("_")
    is_ours = "_" in ours and not ours.endswith("_op")
    return _OURS.get(ours, first + "".join(map(str.capitalize, rest)) if is_ours else ours)


def kind_of(field: str, fault: str) -> str:
    """Return what the field is to be, such as Date; by the fault where the field says nothing."""
    if field.endswith("_op"):
        return "Enum"
    return _KINDS.get(field, _KIND_OF_FAULT.get(fault, "String"))
