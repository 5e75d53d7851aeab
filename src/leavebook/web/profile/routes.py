"""Where one's own profile is."""

from leavebook.http.door import Route
from leavebook.web.profile import pages, passkeys
from leavebook.web.profile import second_factor as factor
from leavebook.web.routing import read_in_steps, read_page, send_form, send_in_steps

PROFILE = read_page("/profile", pages.profile, says="One's own profile.")
FACTOR = read_in_steps(factor.PLACE, factor.second_factor_page, says="One's own second factor.")

PASSKEYS = read_page(passkeys.PASSKEYS, passkeys.passkeys_page, says="One's own passkeys.")

ROUTES: tuple[Route, ...] = (
    PROFILE,
    send_form("/profile/language", pages.choose_own_language, says="Choose one's language."),
    send_form("/profile/letters", pages.choose_letters, says="Have letters, or none."),
    send_in_steps(
        "/profile/password",
        pages.change_password,
        says="Change one's own password.",
        page=PROFILE,
    ),
    FACTOR,
    send_in_steps(factor.PLACE, factor.begin_second_factor, says="Set a second factor up."),
    send_in_steps(
        f"{factor.PLACE}/confirm",
        factor.confirm_second_factor,
        says="Switch it on with a code.",
        page=FACTOR,
    ),
    send_in_steps(
        f"{factor.PLACE}/codes", factor.new_backup_codes, says="New backup codes.", page=FACTOR
    ),
    send_in_steps(
        f"{factor.PLACE}/off", factor.end_second_factor, says="Switch it off.", page=FACTOR
    ),
    send_form(
        "/people/{id}/second-factor/reset",
        factor.reset_second_factor,
        says="Take a lost second factor away.",
    ),
    PASSKEYS,
    send_in_steps(
        f"{passkeys.PASSKEYS}/ask", passkeys.ask_new_passkey, says="What a key is to be made for."
    ),
    send_in_steps(passkeys.PASSKEYS, passkeys.add_passkey, says="Make a passkey.", page=PASSKEYS),
    send_form(
        f"{passkeys.PASSKEYS}/{{id}}/remove",
        passkeys.remove_passkey,
        says="Remove a passkey.",
        page=PASSKEYS,
    ),
    send_form("/sessions/{id}/revoke", pages.revoke_session, says="Sign out a browser."),
)
