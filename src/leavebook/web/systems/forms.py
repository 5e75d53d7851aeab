"""The form of an account: what its system needs, and settings for single leave types."""

from typing import Final

from leavebook.domain.limits import invalid
from leavebook.services.outside.remote_systems import Connected
from leavebook.web.fields import Fields

PER_TYPE: Final = "per_type"


def read_given(form: Fields, connected: Connected) -> dict[str, str]:
    """Return what was typed for the account, by the names of its needs; empty fields are none."""
    typed = {
        need.name: _typed(form, need.name, is_secret=need.is_secret) for need in connected.needs
    }
    return {name: value for name, value in {**typed, **_per_type(form)}.items() if value}


def read_settings(form: Fields, connected: Connected) -> dict[str, str]:
    """Return what was typed for the settings; empty ones are to go."""
    typed = {need.name: form.text(need.name) for need in connected.needs if not need.is_secret}
    return {**typed, **_per_type(form)}


def _typed(form: Fields, name: str, *, is_secret: bool) -> str:
    return form.as_typed(name).strip() if is_secret else form.text(name)


def _per_type(form: Fields) -> dict[str, str]:
    """Return settings for single leave types: one in each line, such as event.SL=78."""
    found = {}
    for line in form.as_typed(PER_TYPE).splitlines():
        name, sign, value = line.partition("=")
        if not line.strip():
            continue
        if not sign or "." not in name:
            raise invalid(PER_TYPE, "wrong_shape")
        found[name.strip()] = value.strip()
    return found
