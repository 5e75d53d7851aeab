"""The stand-ins are what they are said to be."""

import httpx2
import pytest

from tests.standins.fixtures import Emulate, Prism


@pytest.mark.parametrize("country", ["au", "nz", "uk"])
def test_prism_lets_nobody_into_xero_without_a_token(prism: Prism, country: str) -> None:
    address = prism(f"xero-payroll-{country}.yaml")

    asked = httpx2.get(f"{address}/Employees", headers={"Xero-Tenant-Id": "t"})

    assert asked.status_code == 401
    assert prism(f"xero-payroll-{country}.yaml") == address


def test_emulate_remembers_what_slack_was_told(emulate: Emulate) -> None:
    slack = emulate("slack", {"slack": {"channels": [{"name": "leave"}]}})
    access = {"Authorization": "Bearer xoxb-test"}

    sent = httpx2.post(
        f"{slack}/api/chat.postMessage", headers=access, json={"channel": "leave", "text": "Hi"}
    ).json()
    kept = httpx2.post(
        f"{slack}/api/conversations.history", headers=access, data={"channel": sent["channel"]}
    ).json()

    assert [each["text"] for each in kept["messages"]] == ["Hi"]
