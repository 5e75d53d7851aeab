"""Signing in with a passkey: the browser asks for something to sign, and sends it signed."""

from typing import Final

from leavebook.domain.problems import Refused
from leavebook.http.call import Answer, Call
from leavebook.http.decoding import decode_object
from leavebook.http.door import House
from leavebook.services.sign_in import passkeys
from leavebook.services.sign_in.passkey_words import Words, place_of
from leavebook.services.sign_in.passkeys import NotSigned
from leavebook.web.fields import form_of
from leavebook.web.page import go_to
from leavebook.web.places import local_path
from leavebook.web.shell.signed_in import session_wished, signed_in

_NOT_TAKEN: Final = "/login?done=no-passkey"


def ask_passkey(call: Call, house: House) -> Answer:
    """Say what an authenticator is to sign, whoever it belongs to."""
    place = place_of(call.base_url)
    if place is None:
        return Answer(404, {})
    try:
        wanted = passkeys.begin_login(
            house.database, place, came_from=call.address, now=house.clock.now()
        )
    except Refused:
        return Answer(429, {})
    return Answer(200, wanted)


def enter_with_passkey(call: Call, house: House) -> Answer:
    """Sign in with what was signed."""
    form, place = form_of(call), place_of(call.base_url)
    if place is None:
        return go_to(_NOT_TAKEN)
    try:
        logged_in = passkeys.log_in(
            house.database,
            place,
            signed_words(form.as_typed("signed")),
            now=house.clock.now(),
            door="web",
            wish=session_wished(call),
        )
    except NotSigned:
        return go_to(_NOT_TAKEN)
    return signed_in(call, logged_in, local_path(form.text("next")))


def signed_words(typed: str) -> Words:
    """Return the JSON that the browser put into a field; raises Malformed for anything else."""
    return decode_object(typed.encode())
