"""What the routes of Slack's door are called with: by people, whose credentials count for nothing.

What Slack itself gets with its signature is in tests/integrations/slack.
"""

import json
from collections.abc import Mapping
from typing import Final

from tests.matrix.table import Said

_PRESS: Final = {
    "type": "block_actions",
    "team": {"id": "T0LEAVE"},
    "user": {"id": "U1"},
    "trigger_id": "1.2",
    "actions": [],
}
_UNINSTALLED: Final = {
    "type": "event_callback",
    "team_id": "T0LEAVE",
    "event_id": "Ev1",
    "event_time": 1_700_000_000,
    "event": {"type": "app_uninstalled"},
}

CALLS: Final[Mapping[str, Said]] = {
    "interactions": Said(form=lambda *_: {"payload": json.dumps(_PRESS)}),
    "commands": Said(form=lambda *_: {"team_id": "T0LEAVE", "user_id": "U1", "text": "balance"}),
    "events": Said(body=lambda *_: _UNINSTALLED),
}
