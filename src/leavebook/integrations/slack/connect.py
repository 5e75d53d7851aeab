"""What a company's Slack app needs, and whether it can do all that is asked of it."""

from typing import Any, Final

from leavebook.http.outgoing import Outgoing
from leavebook.http.remote_answers import plain, unreadable
from leavebook.integrations.slack.announcements import CHANNEL
from leavebook.integrations.slack.client import Client, SlackSays
from leavebook.integrations.slack.people import TEAM
from leavebook.services.outside.remote_callers import learn_team
from leavebook.services.outside.remote_systems import Account, Need, Permanent

SIGNING_SECRET: Final = "signing_secret"  # noqa: S105  a name

NEEDS: Final = (
    Need(CHANNEL, "the id of the channel that hears of leave, such as C0123456789"),
    Need("shows_type", "yes to show which kind of leave it is", is_optional=True),
    Need(TEAM, "the workspace; learned when the account is tested", is_optional=True),
    Need("token", "the app's bot token, which begins with xoxb-", is_secret=True),
    Need(SIGNING_SECRET, "the app's signing secret", is_secret=True),
)


def test(account: Account, outgoing: Outgoing, *, address: str) -> str:
    """Return a sentence about the channel; raises a fault when the app cannot be used.

    What Slack calls the company's workspace is kept: its calls to us are told apart by it.
    """
    client = Client(account, outgoing, address=address)
    who = client.ask("auth.test")
    channel = _channel(client)
    team = who.get("team_id")
    if not isinstance(team, str) or not team:
        raise unreadable(changing=False)
    learn_team(account, team)
    workspace, name = (str(each) for each in (who.get("team", ""), channel.get("name", "")))
    return f"Leave appears in #{plain(name, hide=())} of {plain(workspace, hide=())}."


def _channel(client: Client) -> dict[str, Any]:
    """Return the channel, in which the app must be: else it cannot find its own messages."""
    try:
        channel = client.ask("conversations.info", channel=client.settings.get(CHANNEL, ""))
        found = channel.get("channel")
    except SlackSays as refused:
        raise Permanent(f"the channel: {refused}") from refused
    if not isinstance(found, dict):
        raise unreadable(changing=False)
    if not found.get("is_member"):
        raise Permanent("the app is not in the channel; invite it there with /invite")
    return found
