"""What other systems hear of a request, and what its detail tells of it."""

import pytest

from leavebook.domain.integrations import ErrorKind, Mode, Provider
from leavebook.services.outside.integrations import connect
from tests.dialects.nucleus.calls import Nucleus
from tests.integrations.jobs import work_off

MAY = {"start_date": "2026-05-04", "end_date": "2026-05-08"}
IDS = (
    "xero_leave_application_id",
    "productive_booking_id",
    "google_calendar_event_id",
    "slack_message_ts",
)


def known_as(nucleus: Nucleus, request: str) -> list[str | None]:
    detail = nucleus.one("ada", request)
    return [detail[name] for name in IDS]


def test_executive_approval_tells_every_system(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom", **MAY)
    nucleus.move("max", request, "approve")
    work_off(nucleus.cast)
    assert known_as(nucleus, request) == [None] * 4, "one approval is not enough"
    nucleus.move("ada", request, "approve")

    work_off(nucleus.cast)

    assert all(str(each).startswith("console-") for each in known_as(nucleus, request))
    assert nucleus.one("ada", request)["integration_errors"] is None


def test_an_executives_own_leave_is_told_at_once(nucleus: Nucleus) -> None:
    request = nucleus.ask("ada", **MAY)

    work_off(nucleus.cast)

    assert None not in known_as(nucleus, request)


def test_cancelling_deletes_booking_and_event_and_leaves_payroll_its_record(
    nucleus: Nucleus, capsys: pytest.CaptureFixture[str]
) -> None:
    request = nucleus.ask("tom", **MAY)
    nucleus.move("ada", request, "approve")
    work_off(nucleus.cast)
    xero, booking, event, message = known_as(nucleus, request)
    nucleus.move("tom", request, "cancel")
    capsys.readouterr()

    work_off(nucleus.cast)

    assert known_as(nucleus, request) == [xero, None, None, message]
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        f"[xero] {xero} of Tom: Take the leave application back in payroll.",
        f"[productive] booking {booking} of Tom deleted",
        f"[google_calendar] event {event} of Tom deleted",
        f"[slack] reply to {message}: Tom is not away after all",
    ]


def test_leave_that_was_never_approved_is_told_to_nobody(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom", **MAY)
    nucleus.move("tom", request, "cancel")

    work_off(nucleus.cast)

    assert known_as(nucleus, request) == [None] * 4


def test_what_went_wrong_is_told_and_tried_again_by_an_executive(nucleus: Nucleus) -> None:
    request = nucleus.ask("tom", **MAY)
    nucleus.move("ada", request, "approve")
    work_off(nucleus.cast)
    _fail(nucleus, Provider.XERO, "Employee not found")
    told = nucleus.one("tom", request)
    assert told["integration_errors"] == {"xero": "Employee not found"}
    assert told["xero_leave_application_id"] is None
    booking = told["productive_booking_id"]

    answer = nucleus.move("ada", request, "retry-integrations")

    assert answer.status_code == 200
    assert answer.json()["request"]["integration_errors"] is None
    assert answer.json()["history"][-1]["action"] == "integrations_retried"
    work_off(nucleus.cast)
    after = nucleus.one("tom", request)
    assert after["xero_leave_application_id"] is not None
    assert after["productive_booking_id"] == booking, "what was told already stays"


@pytest.mark.parametrize("ended_by", [None, "reject", "cancel"])
def test_only_approved_requests_are_tried_again(nucleus: Nucleus, ended_by: str | None) -> None:
    request = nucleus.ask("tom", **MAY)
    if ended_by is not None:
        nucleus.move("ada", request, ended_by, {"reason": "No."})

    assert nucleus.move("ada", request, "retry-integrations").status_code == 400


def test_a_system_that_is_switched_off_hears_nothing(nucleus: Nucleus) -> None:
    with nucleus.cast.acting("ada") as tx:
        connect(tx, Provider.SLACK, Mode.OFF)
    request = nucleus.ask("ada", **MAY)

    work_off(nucleus.cast)

    *others, message = known_as(nucleus, request)
    assert None not in others
    assert message is None


def test_other_systems_never_hear_why_or_that_somebody_is_ill(
    nucleus: Nucleus, capsys: pytest.CaptureFixture[str]
) -> None:
    nucleus.ask(
        "ada",
        leave_type_id=nucleus.leave_type("Sick Leave"),
        leave_type_name="Sick Leave",
        start_date="2026-03-30",
        end_date="2026-03-31",
        total_hours=16,
        notes="Migraine",
    )

    work_off(nucleus.cast)

    told = capsys.readouterr().out
    assert "Ada" in told
    assert "Sick" not in told
    assert "Migraine" not in told


def test_slacks_message_is_called_by_its_moment(nucleus: Nucleus) -> None:
    request = nucleus.ask("ada", **MAY)
    work_off(nucleus.cast)
    with nucleus.cast.acting() as tx:
        tx.run(
            "UPDATE integration_link SET external_id = 'C0123456789:1719831600.001200'"
            " WHERE provider = 'slack'"
        )

    assert nucleus.one("ada", request)["slack_message_ts"] == "1719831600.001200"


def _fail(nucleus: Nucleus, provider: Provider, message: str) -> None:
    """Have the system's last answer be an error, as a live one may give."""
    with nucleus.cast.acting() as tx:
        tx.run(
            "UPDATE integration_link SET observed = 'absent', external_id = NULL,"
            " error = %(error)s, error_kind = %(kind)s WHERE provider = %(provider)s",
            error=message,
            kind=ErrorKind.PERMANENT,
            provider=provider,
        )
