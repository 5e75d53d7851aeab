"""Who is not told what a request says neither changes it nor finds it out by trying."""

import httpx2
import pytest

from leavebook.domain.requests.discretion import Visibility
from tests.cast import Cast
from tests.dialects.workforceos.calls import (
    ROLE,
    asked,
    call,
    changed,
    one,
    refused,
    shown,
    standing,
)
from tests.web import discreet

BODY = (
    "departmentId",
    "leaveType",
    "startDate",
    "endDate",
    "reason",
    "approverId",
    "approvedDate",
)
"""Every documented field of an update, which forms send whole."""


def as_shown(api: httpx2.Client, who: str, request: dict[str, object]) -> dict[str, object]:
    record = shown(call(api, "GET", one(str(request["id"])), who))
    return {name: record[name] for name in BODY}


def test_a_form_sent_back_whole_leaves_the_reason_that_was_not_shown(
    api: httpx2.Client, cast: Cast
) -> None:
    request = asked(api, cast.bea.token, leaveType="Sick Leave", reason="Migraine")
    form = as_shown(api, cast.mo.token, request)

    answer = changed(api, cast.mo.token, request, **{**form, "status": "approved"})

    assert (form["reason"], shown(answer)["status"]) == (None, "approved")
    assert standing(api, cast, request)["reason"] == "Migraine"


def test_a_form_sent_back_whole_decides_on_leave_whose_type_was_not_shown(
    api: httpx2.Client, cast: Cast
) -> None:
    discreet.say(cast, Visibility.OFFICE)
    request = asked(api, cast.bea.token, reason="Chemotherapy")
    form = as_shown(api, cast.mo.token, request)

    answer = changed(api, cast.mo.token, request, **{**form, "status": "approved"})

    assert (form["leaveType"], shown(answer)["status"]) == ("Absence", "approved")
    after = standing(api, cast, request)
    assert (after["leaveType"], after["reason"]) == ("Annual Leave", "Chemotherapy")


@pytest.mark.parametrize("reason", ["Migraine", "Something else"])
def test_a_reason_that_is_not_shown_is_not_replaced_and_not_confirmed(
    api: httpx2.Client, cast: Cast, reason: str
) -> None:
    request = asked(api, cast.bea.token, leaveType="Sick Leave", reason="Migraine")

    answer = changed(api, cast.mo.token, request, reason=reason)

    assert refused(answer, 403) == ROLE
    assert standing(api, cast, request) == request


def test_a_new_reason_for_leave_of_a_type_that_is_not_sensitive_takes_the_place_of_the_old(
    api: httpx2.Client, cast: Cast
) -> None:
    request = asked(api, cast.bea.token, leaveType="Sick Leave", reason="Migraine")
    form = {"leaveType": "Unpaid Leave", "reason": "Agreed by telephone"}

    answer = changed(api, cast.mo.token, request, **form)

    assert shown(answer)["reason"] == "Agreed by telephone"


@pytest.mark.parametrize("guess", ["Annual Leave", "AL", "vacation", "Unpaid Leave", "Moon leave"])
def test_a_type_that_is_not_told_cannot_be_guessed_by_sending_it(
    api: httpx2.Client, cast: Cast, guess: str
) -> None:
    discreet.say(cast, Visibility.OFFICE)
    request = asked(api, cast.bea.token)

    answer = changed(api, cast.mo.token, request, leaveType=guess)

    assert refused(answer, 403) == ROLE
    assert standing(api, cast, request) == request


def test_owners_and_the_office_change_the_reason_of_what_stays_inside(
    api: httpx2.Client, cast: Cast
) -> None:
    request = asked(api, cast.bea.token, leaveType="Sick Leave", reason="Migraine")

    by_owner = shown(changed(api, cast.bea.token, request, reason="Flu"))
    by_office = shown(changed(api, cast.ada.token, request, reason=None))

    assert (by_owner["reason"], by_office["reason"]) == ("Flu", None)
