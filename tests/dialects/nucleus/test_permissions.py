"""view, update and manage:leave for every access level, as executives set them."""

import pytest

from tests.dialects.nucleus.calls import Nucleus

NOTHING = {"can_view": False, "can_update": False, "can_manage": False}
EVERYTHING = {"can_view": True, "can_update": True, "can_manage": True}
READING = {"can_view": True, "can_update": False, "can_manage": False}

VIEWS = (
    ("GET", "/types"),
    ("GET", "/balances"),
    ("GET", "/requests"),
    ("GET", "/requests/{id}"),
    ("GET", "/pending-count"),
    ("GET", "/permissions"),
)
UPDATES = (
    ("POST", "/balances/refresh"),
    ("POST", "/requests"),
    ("POST", "/requests/{id}/approve"),
    ("POST", "/requests/{id}/reject"),
    ("POST", "/requests/{id}/cancel"),
    ("DELETE", "/requests/{id}"),
)
MANAGES = (("POST", "/requests/{id}/retry-integrations"),)


def permit(nucleus: Nucleus, **levels: dict[str, bool]) -> None:
    answer = nucleus.call("ada", "PUT", "/permissions", body={"permissions": levels})
    assert answer.status_code == 200, answer.text


def test_all_levels_use_leave_and_executives_manage_it(nucleus: Nucleus) -> None:
    usual = {"can_view": True, "can_update": True, "can_manage": False}

    assert nucleus.get("tom", "/permissions") == {
        "permissions": {
            "executive": EVERYTHING,
            "head": usual,
            "manager": usual,
            "lead": usual,
            "employee": usual,
        }
    }


@pytest.mark.parametrize(("method", "path"), VIEWS)
def test_without_view_nothing_is_shown(nucleus: Nucleus, method: str, path: str) -> None:
    request = nucleus.ask("tom")
    permit(nucleus, employee=NOTHING)

    answer = nucleus.call("tom", method, path.format(id=request))

    assert answer.status_code == 403
    assert answer.json() == {"error": "You do not have the permission view:leave."}


@pytest.mark.parametrize(("method", "path"), UPDATES)
def test_without_update_nothing_is_done(nucleus: Nucleus, method: str, path: str) -> None:
    request = nucleus.ask("tom")
    permit(nucleus, employee=READING)

    answer = nucleus.call("tom", method, path.format(id=request), body=nucleus.sample())

    assert answer.status_code == 403
    assert answer.json() == {"error": "You do not have the permission update:leave."}
    assert nucleus.get("tom", f"/requests/{request}")["request"]["status"] == "pending_manager"


@pytest.mark.parametrize("who", ["hana", "max", "lea", "tom"])
@pytest.mark.parametrize(("method", "path"), MANAGES)
def test_only_executives_manage(nucleus: Nucleus, who: str, method: str, path: str) -> None:
    request = nucleus.ask("ada")

    answer = nucleus.call(who, method, path.format(id=request))

    assert answer.status_code == 403
    assert answer.json() == {"error": "You do not have the permission manage:leave."}


def test_a_changed_permission_counts_from_the_next_call_on(nucleus: Nucleus) -> None:
    request = nucleus.ask("ada")
    permit(nucleus, head=EVERYTHING)

    assert nucleus.move("hana", request, "retry-integrations").status_code == 200

    permit(nucleus, head=READING)
    assert nucleus.move("hana", request, "retry-integrations").status_code == 403


@pytest.mark.parametrize("who", ["hana", "max", "tom"])
def test_only_executives_change_permissions(nucleus: Nucleus, who: str) -> None:
    answer = nucleus.call(who, "PUT", "/permissions", body={"permissions": {"employee": NOTHING}})

    assert answer.status_code == 403
    assert nucleus.get("tom", "/permissions")["permissions"]["employee"]["can_view"]


def test_executives_cannot_lock_themselves_out(nucleus: Nucleus) -> None:
    answer = nucleus.call(
        "ada", "PUT", "/permissions", body={"permissions": {"executive": READING}}
    )

    assert answer.status_code == 403
    assert nucleus.get("ada", "/permissions")["permissions"]["executive"] == EVERYTHING


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"permissions": None},
        {"permissions": []},
        {"permissions": {"head": None}},
        {"permissions": {"head": {"can_view": 1, "can_update": True, "can_manage": True}}},
        {"permissions": {"head": {"can_view": True}}},
    ],
)
def test_a_permission_that_makes_no_sense_is_refused(nucleus: Nucleus, body: object) -> None:
    assert nucleus.call("ada", "PUT", "/permissions", body=body).status_code == 400


def test_a_level_that_does_not_exist_is_ignored(nucleus: Nucleus) -> None:
    before = nucleus.get("ada", "/permissions")

    permit(nucleus, boss=EVERYTHING)

    assert nucleus.get("ada", "/permissions") == before


def test_another_companys_permissions_are_its_own(nucleus: Nucleus, strangers: object) -> None:
    permit(nucleus, employee=NOTHING)

    assert Nucleus(nucleus.api, strangers).get("bea", "/types")["types"]  # type: ignore[arg-type]  # the fixture is a cast
