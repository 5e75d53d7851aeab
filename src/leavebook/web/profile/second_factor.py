"""One's own second factor: setting it up, new backup codes, and switching it off."""

from typing import Final

import segno
from markupsafe import Markup

from leavebook.http.call import Answer, Call
from leavebook.http.door import Opened, Transaction
from leavebook.services.sign_in import own_password, second_factor
from leavebook.web.fields import form_of, number_in
from leavebook.web.page import go_to, show

PLACE: Final = "/profile/second-factor"
_QUIET_ZONE: Final = 4


def second_factor_page(call: Call, opened: Opened) -> Answer:
    """Show whether there is a second factor, or the picture for the app while there is none yet."""
    with opened.transaction() as tx:
        setup = second_factor.setup(tx, opened.house.keyring)
        return show(
            call,
            tx,
            "profile/second_factor.html",
            standing=second_factor.standing(tx),
            setup=setup,
            picture=None if setup is None else _picture(setup.address),
        )


def begin_second_factor(_call: Call, opened: Opened) -> Answer:
    """Make a secret and show it."""
    with opened.transaction() as tx:
        second_factor.begin(tx, opened.house.keyring)
    return go_to(PLACE)


def confirm_second_factor(call: Call, opened: Opened) -> Answer:
    """Ask for a code from now on, and show the backup codes, this once."""
    code = form_of(call).text("code")
    with opened.transaction() as tx:
        codes = second_factor.confirm(tx, opened.house.keyring, code)
        return show(call, tx, "profile/backup_codes.html", codes=codes)


def new_backup_codes(call: Call, opened: Opened) -> Answer:
    """Show new backup codes, this once, to who knows the password."""
    password = form_of(call).as_typed("password")
    own_password.count_try(opened.house.database, opened.transaction)
    with opened.transaction() as tx:
        codes = second_factor.new_codes(tx, password)
        return show(call, tx, "profile/backup_codes.html", codes=codes)


def end_second_factor(call: Call, opened: Opened) -> Answer:
    """Let the password alone be enough again."""
    password = form_of(call).as_typed("password")
    own_password.count_try(opened.house.database, opened.transaction)
    with opened.transaction() as tx:
        second_factor.switch_off(tx, password)
    return go_to("/profile?done=saved")


def reset_second_factor(call: Call, tx: Transaction) -> Answer:
    """Take somebody's second factor away, who has lost it."""
    employee_id = number_in(call, "id")
    second_factor.reset(tx, employee_id)
    return go_to(f"/people/{employee_id}?done=saved")


def _picture(address: str) -> Markup:
    """Return the address as a drawing that phones read; always dark on light."""
    drawn = segno.make(address, micro=False).svg_inline(
        border=_QUIET_ZONE, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(drawn)  # noqa: S704  drawn by the library from an address in its own letters
