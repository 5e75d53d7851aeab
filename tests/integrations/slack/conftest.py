"""A real server that our own Slack calls, and companies in workspaces of their own."""

from collections.abc import Iterator

import httpx2
import pytest

from tests.cast import Cast
from tests.conftest import Cluster, served
from tests.integrations.jobs import KEYS
from tests.integrations.slack.office import Office, stand_in_slack, systems_at
from tests.integrations.slack_stand_in import Slack
from tests.integrations.stand_in import StandIn

Workspace = tuple[Slack, StandIn, str, httpx2.Client]


@pytest.fixture(scope="session")
def workspace(cluster: Cluster) -> Iterator[Workspace]:
    """Start our Slack and a server that knows where it is."""
    assert KEYS.given is not None
    with stand_in_slack() as (slack, stand_in, address):
        settings = {
            "LEAVEBOOK_SECRET_KEY": KEYS.given,
            "LEAVEBOOK_SLACK_URL": f"{address}/api",
            "LEAVEBOOK_SLACK_HOOKS_URL": f"{address}/hooks/",
        }
        with served(cluster, **settings) as server, httpx2.Client(base_url=server) as api:
            yield slack, stand_in, address, api


@pytest.fixture
def office(cast: Cast, workspace: Workspace) -> Office:
    """Connect a company whose people are all in Slack."""
    slack, stand_in, _, _ = workspace
    for kept in (slack.users, slack.teams, slack.profiles, slack.messages):
        kept.clear()
    slack.opened.clear()
    slack.said.clear()
    slack.is_member = True
    stand_in.faults.clear()
    stand_in.asked.clear()
    return office_of(cast, workspace)


@pytest.fixture
def other_office(office: Office, strangers: Cast, workspace: Workspace) -> Office:
    """Connect another company, in a workspace of its own on the same server."""
    return office_of(strangers, workspace)


def office_of(cast: Cast, workspace: Workspace) -> Office:
    """Connect a company whose people are all in Slack."""
    slack, stand_in, address, api = workspace
    slack.users.update({each.email: f"U0{each.user_id:06}" for each in cast.members.values()})
    office = Office(
        cast=cast,
        slack=slack,
        stand_in=stand_in,
        systems=systems_at(address),
        api=api,
        address=address,
    )
    slack.teams.update(dict.fromkeys(map(office.user, cast.members), office.team))
    office.connect()
    return office
