"""The forms that open in Slack: pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

ASK: Final = "leavebook_ask"
REASON: Final = "leavebook_reason"
KEEPING: Final = "leavebook_keeping"

View = dict[str, object]

_LONGEST_OPTION: Final = 75
_MOST_OPTIONS: Final = 100
_LONGEST_REASON: Final = 1000


class Block(StrEnum):
    """The fields of our forms; each is a block with one element of the same name."""

    TYPE = "type"
    FIRST = "first"
    LAST = "last"
    PART = "part"
    REASON = "reason"


class Part(StrEnum):
    """How much of the days somebody wants."""

    DAYS = "days"
    MORNING = "am"
    AFTERNOON = "pm"


_PARTS: Final = {
    Part.DAYS: "Whole days",
    Part.MORNING: "The morning only",
    Part.AFTERNOON: "The afternoon only",
}


def asking(kinds: Iterable[tuple[str, str]]) -> View:
    """Return the form that asks for leave, with the leave types to choose from: id and name."""
    options = [_option(name, key) for key, name in kinds][:_MOST_OPTIONS]
    parts = [_option(label, part) for part, label in _PARTS.items()]
    return _modal(
        "Ask for leave",
        ASK,
        submit="Ask",
        blocks=[
            _input(Block.TYPE, "Leave type", {"type": "static_select", "options": options}),
            _input(Block.FIRST, "First day", {"type": "datepicker"}),
            _input(Block.LAST, "Last day", {"type": "datepicker"}, optional=True),
            _input(
                Block.PART,
                "How much of it",
                {"type": "static_select", "options": parts, "initial_option": parts[0]},
            ),
            _input(Block.REASON, "Reason", _long_text(), optional=True),
        ],
    )


def rejecting(value: str) -> View:
    """Return the form that asks why a request is rejected; `value` says which."""
    blocks = [_input(Block.REASON, "Why is it rejected?", _long_text())]
    form = _modal("Reject leave", REASON, submit="Reject", blocks=blocks)
    return {**form, "private_metadata": value}


def keeping(value: str) -> View:
    """Return the form that asks why leave stays although its owner would cancel it."""
    blocks = [_input(Block.REASON, "Why does it stay?", _long_text())]
    form = _modal("Keep the leave", KEEPING, submit="Keep it", blocks=blocks)
    return {**form, "private_metadata": value}


def done(title: str, said: str) -> View:
    """Return what stands in place of a form that was sent; the text is no markup."""
    text: dict[str, object] = {"type": "section", "text": {"type": "plain_text", "text": said}}
    return _modal(title, "leavebook_done", submit=None, blocks=[text])


def typed(values: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, str]:
    """Return what was filled in, by block; what was left empty is missing."""
    found: dict[str, str] = {}
    for block in Block:
        element = values.get(block, {}).get(block, {})
        option = element.get("selected_option")
        chosen = option.get("value") if isinstance(option, dict) else None
        value = chosen or element.get("selected_date") or element.get("value")
        if isinstance(value, str) and value.strip():
            found[block] = value.strip()
    return found


def _modal(
    title: str, callback: str, *, submit: str | None, blocks: list[dict[str, object]]
) -> View:
    view: View = {
        "type": "modal",
        "callback_id": callback,
        "title": _plain(title),
        "close": _plain("Close"),
        "blocks": blocks,
    }
    return view if submit is None else {**view, "submit": _plain(submit)}


def _input(
    block: Block, label: str, element: Mapping[str, object], *, optional: bool = False
) -> dict[str, object]:
    return {
        "type": "input",
        "block_id": block,
        "label": _plain(label),
        "optional": optional,
        "element": {**element, "action_id": block},
    }


def _long_text() -> dict[str, object]:
    return {"type": "plain_text_input", "multiline": True, "max_length": _LONGEST_REASON}


def _option(label: str, value: str) -> dict[str, object]:
    return {"text": _plain(label[:_LONGEST_OPTION]), "value": value}


def _plain(text: str) -> dict[str, object]:
    return {"type": "plain_text", "text": text}
