"""One's own passkeys: making, naming and removing them."""

from typing import Final

from leavebook.domain.limits import invalid
from leavebook.http.call import Answer, Call
from leavebook.http.door import Opened, Transaction
from leavebook.services.sign_in import own_password, passkeys
from leavebook.services.sign_in.passkey_words import Place, place_of
from leavebook.web.fields import form_of, number_in
from leavebook.web.page import go_to, show
from leavebook.web.shell.passkey import signed_words

PASSKEYS: Final = "/profile/passkeys"


def passkeys_page(call: Call, tx: Transaction) -> Answer:
    """Show one's own passkeys, and the form for another one."""
    return show(
        call,
        tx,
        "profile/passkeys.html",
        passkeys=passkeys.listed(tx),
        may_add=place_of(call.base_url) is not None,
    )


def ask_new_passkey(call: Call, opened: Opened) -> Answer:
    """Say what an authenticator is to make a key for."""
    place, password = _place(call), form_of(call).as_typed("password")
    own_password.count_try(opened.house.database, opened.transaction)
    wanted = passkeys.begin(opened.house.database, opened.transaction, place, password=password)
    return Answer(200, wanted)


def add_passkey(call: Call, opened: Opened) -> Answer:
    """Keep the key, for who knows the password."""
    form = form_of(call)
    own_password.count_try(opened.house.database, opened.transaction)
    passkeys.add(
        opened.house.database,
        opened.transaction,
        _place(call),
        signed_words(form.as_typed("signed") or "{}"),
        name=form.text("name"),
        password=form.as_typed("password"),
    )
    return go_to(f"{PASSKEYS}?done=saved")


def remove_passkey(call: Call, tx: Transaction) -> Answer:
    """Let nobody in with it any more."""
    passkeys.remove(tx, number_in(call, "id"))
    return go_to(f"{PASSKEYS}?done=revoked")


def _place(call: Call) -> Place:
    place = place_of(call.base_url)
    if place is None:
        raise invalid("passkey", "not_signed")
    return place
