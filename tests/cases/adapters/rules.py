"""Cases about the validity of requests and grants, and about leave years."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from leavebook.domain.calendar.calendar import Holiday, Part, WorkCalendar
from leavebook.domain.calendar.patterns import WorkingPattern, even_week
from leavebook.domain.calendar.spans import Half, Span, half_day
from leavebook.domain.limits import read_day
from leavebook.domain.people.people import DepartmentId, EmployeeId, Role
from leavebook.domain.policy.grant_rules import GrantRules, HandGrant, problems_with_grant
from leavebook.domain.policy.leave_year import LeaveYearRule, leave_year
from leavebook.domain.policy.lengths import MonthDay
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.domain.requests.asks import Ask, Facts
from leavebook.domain.requests.blackouts import Blackout, with_all_above
from leavebook.domain.requests.bookings import Booked, RequestId
from leavebook.domain.requests.leave_types import LeaveTypeId, LeaveTypeRules
from leavebook.domain.requests.requests import problems_with
from tests.cases.adapters.common import day, span_of
from tests.cases.adapters.overlap import STATES
from tests.cases.runner import Adapter, Data, differing

DEFAULT_WEEK: Final = WorkingPattern((even_week(5 * 480),))
SOMEBODY: Final = EmployeeId(1)
ROLES: Final = {
    "hr_officer": Role.HR,
    "hr_admin": Role.ADMIN,
    "first_approver": Role.MANAGER,
    "second_approver": Role.MANAGER,
    "company_approver": Role.OWNER,
}
WHY: Final[Mapping[str, frozenset[tuple[Code, str | None]]]] = {
    "blocked_day": frozenset({(Code.BLOCKED_DAY, None)}),
    "not_an_optional_holiday": frozenset({(Code.ONLY_ON_CERTAIN_DAYS, None)}),
    "waiting_period": frozenset({(Code.STILL_WAITING, None)}),
    "too_long": frozenset({(Code.TOO_LONG, None)}),
    "invalid_range": frozenset({(Code.ENDS_BEFORE_START, None)}),
    "invalid_date": frozenset({(Code.INVALID, "not_a_date"), (Code.INVALID, "out_of_range")}),
    "crosses_year": frozenset({(Code.CROSSES_YEAR, None)}),
    "half_day_must_be_one_date": frozenset({(Code.HALF_DAY_IS_ONE_DATE, None)}),
    "half_days_disabled": frozenset({(Code.HALF_DAYS_NOT_ALLOWED, None)}),
    "zero_duration": frozenset({(Code.NOTHING_TO_TAKE, None), (Code.INVALID, "not_after_start")}),
    "invalid_time_range": frozenset({(Code.INVALID, "not_after_start")}),
    "incomplete_time_range": frozenset({(Code.INVALID, "required")}),
    "reason_required": frozenset({(Code.REASON_REQUIRED, None)}),
    "already_free": frozenset({(Code.NOTHING_TO_TAKE, None)}),
    "overlapping_grant": frozenset({(Code.INVALID, "overlapping_grant")}),
    "more_than_period": frozenset({(Code.INVALID, "more_than_period")}),
    "yearly_max": frozenset({(Code.INVALID, "above_yearly_max")}),
    "negative_limit": frozenset({(Code.INVALID, "below_negative_limit")}),
}


def rule(given: Data, expect: Data) -> list[str]:
    """Compare whether the request is accepted, and why not."""
    try:
        ask = _ask(given)
        problems = problems_with(ask, _facts(given, ask))
    except Refused as refused:
        problems = refused.problems
    return _compared(problems, expect)


def grant_rule(given: Data, expect: Data) -> list[str]:
    """Compare whether the grant is accepted, and why not."""
    config = given["config"]
    rules = GrantRules(
        yearly_max=_decimal(config.get("yearly_max")),
        negative_limit=_decimal(config.get("negative_limit")),
        one_per_period=config.get("one_grant_per_period", False),
        no_longer_than_period=config.get("max_grant_is_period_length", False),
    )
    existing = [_grant(entry) for entry in config.get("existing_grants", ())]
    return _compared(problems_with_grant(_grant(given["grant"]), rules, existing), expect)


def year(given: Data, expect: Data) -> list[str]:
    """Compare the leave year that contains a date."""
    month, day_of_month = (int(part) for part in given["leave_year_start"].split("-"))
    on = day(given["on"])
    found = leave_year(LeaveYearRule(starts=MonthDay(month, day_of_month)), on, joined=on)
    return differing(
        (("start", day(expect["start"]), found.start), ("end", day(expect["end"]), found.end))
    )


def _ask(given: Data) -> Ask:
    request, actor = {"start": None, "end": None, **given["request"]}, given.get("actor", "self")
    return Ask(
        SOMEBODY,
        _leave_type(request.get("leave_type")),
        spans=(_span(request),),
        by_role=_role(actor),
        self_service=actor == "self",
        reason=request.get("reason") or "",
    )


def _span(request: Data) -> Span:
    half = request.get("each_day_half")
    if half is None:
        return span_of(request)
    first = read_day(str(request["start"]), field="start_date")
    return half_day(first, read_day(str(request["end"]), field="end_date"), Half(half))


def _facts(given: Data, ask: Ask) -> Facts:
    config = given["config"]
    parents = {
        _team(child): None if parent is None else _team(parent)
        for child, parent in config.get("teams", {}).items()
    }
    team = given["request"].get("team")
    only_on = config.get("only_on_dates")
    return Facts(
        today=ask.first_day,
        rules=LeaveTypeRules(
            ask.leave_type_id,
            hours_allowed=True,
            half_days_allowed=config.get("half_days_allowed", True),
            max_consecutive_days=_decimal(config.get("max_consecutive_days")),
            longest_in_calendar_days=config.get("count_calendar_days", False),
            min_service_days=config.get("min_service_days", 0),
            only_on=None if only_on is None else frozenset(day(text) for text in only_on),
            single_year_only=config.get("single_calendar_year_only", False),
            reason_required=config.get("reason_required", False),
        ),
        calendar=WorkCalendar(
            (DEFAULT_WEEK,),
            tuple(
                Holiday(day(entry["date"]), "", Part(entry["part"]))
                for entry in config.get("holidays", ())
            ),
            employed_from=_day_or_none(config.get("joined")),
        ),
        booked=_booked(config.get("existing", ()), ask),
        departments=with_all_above(None if team is None else _team(team), parents),
        blackouts=tuple(_blackout(entry) for entry in config.get("blocked_days", ())),
    )


def _booked(existing: Iterable[Data], ask: Ask) -> tuple[Booked, ...]:
    return tuple(
        Booked(
            RequestId(number),
            spans=(span_of({"start": entry.get("from"), "end": entry.get("to"), **entry}),),
            state=STATES[entry.get("status", "approved")],
            leave_type_id=_leave_type(entry["leave_type"])
            if entry.get("leave_type")
            else ask.leave_type_id,
        )
        for number, entry in enumerate(existing)
    )


def _blackout(entry: Data) -> Blackout:
    team, leave_type = entry.get("team"), entry.get("leave_type")
    return Blackout(
        frozenset(day(text) for text in entry["dates"]),
        department_id=None if team is None else _team(team),
        leave_type_id=None if leave_type is None else _leave_type(leave_type),
        exempt_roles=frozenset(_role(actor) for actor in entry.get("exempt_actors", ())),
    )


def _grant(entry: Data) -> HandGrant:
    return HandGrant(Decimal(entry["amount"]), day(entry["from"]), _day_or_none(entry.get("to")))


def _compared(problems: Iterable[Problem], expect: Data) -> list[str]:
    found = {(problem.code, problem.facts.get("problem")) for problem in problems}
    lines = differing([("accepted", expect["accepted"], not found)])
    wanted = WHY[expect["reason"]] if "reason" in expect else frozenset(found)
    if found and not found & wanted:
        lines.append(f"reason: expected {expect['reason']}, got {sorted(map(str, found))}")
    return lines


def _role(actor: str) -> Role:
    return ROLES.get(actor, Role.EMPLOYEE)


def _leave_type(name: str | None) -> LeaveTypeId:
    return LeaveTypeId(_number(name or "leave"))


def _team(name: str) -> DepartmentId:
    return DepartmentId(_number(name))


def _number(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def _decimal(value: Any) -> Decimal | None:  # noqa: ANN401  numbers of a JSON file
    return None if value is None else Decimal(value)


def _day_or_none(text: str | None) -> date | None:
    return None if text is None else day(text)


ADAPTERS: Final[Mapping[str, Adapter]] = {
    "rule": rule,
    "grant_rule": grant_rule,
    "leave_year": year,
}
