"""Who is who in Slack: by e-mail address, and only people of the company's own workspace."""

from typing import Any, Final

from leavebook.http.remote_answers import unreadable
from leavebook.integrations.slack.client import Client, SlackSays

TEAM: Final = "team"
"""The setting that says which workspace is the company's; learned from Slack."""

_NOBODY: Final = frozenset({"users_not_found", "user_not_found", "user_not_visible"})


def id_with_email(client: Client, email: str) -> str | None:
    """Return Slack's id of the person with this e-mail address; None when Slack knows nobody."""
    user = _user(client, "users.lookupByEmail", email=email)
    if user is None or _email(user).casefold() != email.casefold():
        return None
    return str(user["id"])


def email_of(client: Client, user_id: str) -> str | None:
    """Return the e-mail address of a person of the workspace; None for guests and strangers."""
    user = _user(client, "users.info", user=user_id)
    if user is None or user.get("id") != user_id:
        return None
    return _email(user) or None


def _user(client: Client, method: str, **wanted: str) -> dict[str, Any] | None:
    """Return a person whom the workspace vouches for."""
    try:
        user = client.ask(method, **wanted).get("user")
    except SlackSays as refused:
        if refused.word in _NOBODY:
            return None
        raise
    if not isinstance(user, dict) or not isinstance(user.get("id"), str):
        raise unreadable(changing=False)
    return user if _is_one_of_us(user, client.settings.get(TEAM)) else None


def _is_one_of_us(user: dict[str, Any], team: str | None) -> bool:
    # Guests and people of connected workspaces may have any address that they like.
    marks = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
    is_known = not any(user.get(mark) for mark in marks)
    is_confirmed = user.get("is_email_confirmed", True) is not False
    return is_known and is_confirmed and user.get("team_id", team) == team


def _email(user: dict[str, Any]) -> str:
    profile = user.get("profile")
    email = profile.get("email") if isinstance(profile, dict) else None
    return email if isinstance(email, str) else ""
