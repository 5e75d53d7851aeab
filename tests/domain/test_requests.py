from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.counting import CountRules, Unit, amount, days_of
from leavebook.domain.calendar.sandwich import Sandwich
from leavebook.domain.calendar.spans import Half, Span, half_day, whole_days
from leavebook.domain.ledger.shortfall import Shortfall
from leavebook.domain.people.people import EmployeeId, Gender, Role
from leavebook.domain.problems import Code, Refused
from leavebook.domain.requests.asks import Ask, Facts, Given
from leavebook.domain.requests.blackouts import Blackout
from leavebook.domain.requests.bookings import Booked, RequestId
from leavebook.domain.requests.leave_types import LeaveTypeId, LeaveTypeRules
from leavebook.domain.requests.requests import cost, problems_with, warnings_about
from leavebook.domain.requests.staffing import Crew, StaffingRule
from tests.domain.weeks import calendar

TODAY = date(2026, 4, 1)  # a Wednesday
FRIDAY, SATURDAY, SUNDAY = date(2026, 4, 10), date(2026, 4, 11), date(2026, 4, 12)
MONDAY, TUESDAY = date(2026, 4, 13), date(2026, 4, 14)
ANNUAL, SICK = LeaveTypeId(1), LeaveTypeId(2)
RULES = LeaveTypeRules(ANNUAL)
FACTS = Facts(TODAY, RULES, calendar())


def ask(*spans: Span) -> Ask:
    return Ask(EmployeeId(7), ANNUAL, spans or (whole_days(MONDAY, TUESDAY),))


def by_hr(asked: Ask) -> Ask:
    return replace(asked, self_service=False, by_role=Role.HR)


def codes(asked: Ask, facts: Facts = FACTS) -> list[Code]:
    return [problem.code for problem in problems_with(asked, facts)]


def warned(asked: Ask, facts: Facts) -> list[Code]:
    return [each.code for each in warnings_about(asked, facts, cost(asked, facts))]


def under(rules: LeaveTypeRules) -> Facts:
    return replace(FACTS, rules=rules)


def booked(span: Span, state: State = State.APPROVED, leave_type: LeaveTypeId = ANNUAL) -> Booked:
    return Booked(RequestId(5), (span,), state, leave_type, frozenset(span.days()))


def test_an_ordinary_request_has_no_problem() -> None:
    assert codes(ask()) == []


def test_a_request_needs_a_span() -> None:
    with pytest.raises(Refused):
        Ask(EmployeeId(7), ANNUAL, ())


def test_a_request_lasts_a_year_at_most() -> None:
    a_leap_year = whole_days(date(2028, 1, 1), date(2028, 12, 31))

    assert ask(a_leap_year).last_day == date(2028, 12, 31)
    with pytest.raises(Refused) as refusal:
        ask(whole_days(date(2028, 1, 1), date(2029, 1, 1)))
    assert refusal.value.problems[0].code is Code.TOO_LONG


def test_the_spans_of_a_request_may_not_overlap_each_other() -> None:
    with pytest.raises(Refused):
        ask(whole_days(MONDAY), half_day(MONDAY, MONDAY, Half.AM))


def test_a_weekend_is_nothing_to_take() -> None:
    assert codes(ask(whole_days(SATURDAY, SUNDAY))) == [Code.NOTHING_TO_TAKE]


def test_every_reason_is_given_at_once() -> None:
    rules = replace(RULES, active=False, half_days_allowed=False, reason_required=True)

    assert codes(ask(half_day(MONDAY, MONDAY, Half.AM)), under(rules)) == [
        Code.TYPE_NOT_ACTIVE,
        Code.HALF_DAYS_NOT_ALLOWED,
        Code.REASON_REQUIRED,
    ]


@pytest.mark.parametrize("state", list(State))
def test_only_leave_that_holds_time_is_in_the_way(state: State) -> None:
    facts = replace(FACTS, booked=(booked(whole_days(TUESDAY), state, SICK),))

    assert (codes(ask(), facts) == [Code.OVERLAPS]) is state.holds_time


def test_leave_does_not_overlap_the_request_it_replaces() -> None:
    facts = replace(FACTS, booked=(booked(whole_days(TUESDAY)),))

    assert codes(replace(ask(), replaces=RequestId(5)), facts) == []


def test_hours_need_a_type_that_allows_them() -> None:
    hours = ask(Span(MONDAY, MONDAY, start_minute=600, end_minute=660))

    assert codes(hours) == [Code.HOURS_NOT_ALLOWED]
    assert codes(hours, under(replace(RULES, hours_allowed=True))) == []


@pytest.mark.parametrize(("days_ago", "found"), [(30, []), (31, [Code.TOO_FAR_BACK])])
def test_employees_may_book_thirty_days_back(days_ago: int, found: list[Code]) -> None:
    past = whole_days(TODAY - timedelta(days=days_ago), TODAY - timedelta(days=27))

    assert codes(ask(past)) == found


def test_nobody_limits_how_far_back_hr_may_record() -> None:
    assert codes(by_hr(ask(whole_days(date(2025, 4, 1))))) == []


def test_notice_binds_a_persons_own_request_only() -> None:
    facts = under(replace(RULES, min_notice_days=14))

    assert codes(ask(), facts) == [Code.NOTICE_TOO_SHORT]
    assert codes(by_hr(ask()), facts) == []


@pytest.mark.parametrize(
    ("last", "found"),
    [(date(2027, 10, 1), []), (date(2027, 10, 4), [Code.TOO_FAR_AHEAD])],
)
def test_leave_can_be_booked_eighteen_months_ahead(last: date, found: list[Code]) -> None:
    assert codes(ask(whole_days(date(2027, 10, 1), last))) == found


def test_a_type_for_one_gender_refuses_the_other_in_self_service() -> None:
    facts = replace(under(replace(RULES, applicable_gender=Gender.FEMALE)), gender=Gender.MALE)

    assert codes(ask(), facts) == [Code.NOT_FOR_THIS_PERSON]
    assert codes(by_hr(ask()), facts) == []
    assert codes(ask(), replace(facts, gender=None)) == []


def test_leave_stays_within_the_employment() -> None:
    facts = replace(FACTS, calendar=calendar(employed_to=MONDAY))

    assert codes(ask(), facts) == [Code.NOT_EMPLOYED]


def test_a_waiting_period_ends_after_so_many_days_of_service() -> None:
    rules = replace(RULES, min_service_days=15)
    waiting = replace(under(rules), calendar=calendar(employed_from=date(2026, 3, 30)))
    over = replace(waiting, calendar=calendar(employed_from=date(2026, 3, 29)))

    assert codes(ask(), waiting) == [Code.STILL_WAITING]
    assert codes(ask(), over) == []


def test_a_policys_own_waiting_period_counts_too() -> None:
    assert codes(ask(), replace(FACTS, usable_from=TUESDAY)) == [Code.STILL_WAITING]


def test_a_type_may_be_bound_to_certain_days() -> None:
    facts = under(replace(RULES, only_on=frozenset({MONDAY})))

    assert codes(ask(whole_days(MONDAY)), facts) == []
    assert codes(ask(), facts) == [Code.ONLY_ON_CERTAIN_DAYS]


def test_a_day_off_that_a_type_is_not_for_is_refused_for_that_reason_too() -> None:
    facts = under(replace(RULES, only_on=frozenset({MONDAY})))

    assert Code.ONLY_ON_CERTAIN_DAYS in codes(ask(whole_days(SATURDAY)), facts)


def test_days_off_between_the_days_of_a_type_do_not_count() -> None:
    facts = under(replace(RULES, only_on=frozenset({FRIDAY, MONDAY})))

    assert codes(ask(whole_days(FRIDAY, MONDAY)), facts) == []


def test_a_type_may_keep_to_one_calendar_year() -> None:
    over_new_year = ask(whole_days(date(2026, 12, 30), date(2027, 1, 4)))

    assert codes(over_new_year, under(replace(RULES, single_year_only=True))) == [Code.CROSSES_YEAR]


def test_a_reason_of_blanks_is_no_reason() -> None:
    facts = under(replace(RULES, reason_required=True))

    assert codes(replace(ask(), reason="  "), facts) == [Code.REASON_REQUIRED]
    assert codes(replace(ask(), reason="Moving house"), facts) == []


def test_adjoining_leave_of_the_type_counts_towards_the_longest() -> None:
    before = whole_days(date(2026, 4, 6), SUNDAY)
    facts = replace(
        under(replace(RULES, max_consecutive_days=Decimal(6))), booked=(booked(before),)
    )

    assert codes(ask(), facts) == [Code.TOO_LONG]
    assert codes(ask(whole_days(MONDAY)), facts) == []


def test_the_longest_may_be_meant_in_calendar_days() -> None:
    rules = replace(RULES, max_consecutive_days=Decimal(4), longest_in_calendar_days=True)

    assert codes(ask(whole_days(FRIDAY, TUESDAY)), under(rules)) == [Code.TOO_LONG]
    assert codes(ask(whole_days(FRIDAY, MONDAY)), under(rules)) == []


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (Given(Decimal(2), Unit.DAY), []),
        (Given(Decimal(16), Unit.HOUR), []),
        (Given(Decimal(5), Unit.DAY), [Code.AMOUNT_DIFFERS]),
    ],
)
def test_an_amount_that_the_caller_sends_must_agree(given: Given, found: list[Code]) -> None:
    assert codes(replace(ask(), given=given)) == found


def test_an_api_of_whole_days_may_say_one_for_half_a_day() -> None:
    given = Given(Decimal(1), Unit.DAY, rounded_up_to=Decimal(1))

    assert codes(replace(ask(half_day(MONDAY, MONDAY, Half.AM)), given=given)) == []


def test_a_type_may_let_people_type_the_amount() -> None:
    facts = under(replace(RULES, typed_amounts_allowed=True))
    asked = replace(ask(), given=Given(Decimal(10), Unit.HOUR))

    assert codes(asked, facts) == []
    assert amount(cost(asked, facts), Unit.HOUR) == 10


def test_what_the_ledger_cannot_cover_is_refused_unless_the_type_has_no_balance() -> None:
    short = replace(FACTS, shortfall=Shortfall(Decimal(2), Decimal(1), Unit.DAY, TUESDAY))

    assert codes(ask(), short) == [Code.NOT_ENOUGH_LEFT]
    assert codes(ask(), replace(short, rules=replace(RULES, has_balance=False))) == []


def test_a_hard_blackout_refuses_and_a_soft_one_warns() -> None:
    hard = Blackout(frozenset({TUESDAY}))
    soft = replace(hard, is_hard=False)

    assert codes(ask(), replace(FACTS, blackouts=(hard,))) == [Code.BLOCKED_DAY]
    assert codes(ask(), replace(FACTS, blackouts=(soft,))) == []
    assert warned(ask(), replace(FACTS, blackouts=(soft,))) == [Code.BLOCKED_DAY]


def test_a_hard_staffing_rule_is_overruled_with_a_reason_but_not_by_oneself() -> None:
    crew = Crew(StaffingRule("Support", min_present=2, is_hard=True), members=2, away={})
    facts = replace(FACTS, crews=(crew,))
    because = replace(ask(), override="Agreed with the team")

    assert codes(ask(), facts) == [Code.TOO_FEW_PRESENT] * 2
    assert codes(because, facts) == [Code.TOO_FEW_PRESENT] * 2
    assert codes(by_hr(because), facts) == []
    assert warned(by_hr(because), facts) == [Code.TOO_FEW_PRESENT] * 2


def test_linked_leave_of_a_sandwich_type_charges_the_weekend_between() -> None:
    rules = replace(RULES, counting=CountRules(sandwich=Sandwich.WEEKENDS))
    facts = replace(
        under(rules), booked=(booked(whole_days(FRIDAY)),), sandwich_types=frozenset({ANNUAL})
    )

    assert days_of(cost(ask(), facts)) == 4
    assert days_of(cost(replace(ask(), replaces=RequestId(5)), facts)) == 2
