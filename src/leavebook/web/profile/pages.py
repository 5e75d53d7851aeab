"""How pages look, one's own password, and where one is signed in."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Opened, Transaction
from leavebook.services.sign_in import credentials, invitations, own_password, second_factor
from leavebook.services.telling import letters
from leavebook.web.cookies import preference
from leavebook.web.fields import form_of, number_in
from leavebook.web.page import go_to, show


def profile(call: Call, tx: Transaction) -> Answer:
    """Show language, theme and where one is signed in."""
    return show(
        call,
        tx,
        "profile/profile.html",
        sessions=credentials.own_sessions(tx),
        second=second_factor.standing(tx),
        wants_letters=letters.wants_letters(tx),
        current=tx.credential_id,
        now=tx.now,
    )


def choose_own_language(call: Call, tx: Transaction) -> Answer:
    """Show pages, and write letters, in another language."""
    language = form_of(call).text("language")
    letters.choose_language(tx, language)
    return go_to("/profile", cookie_line=preference(call, "language", language))


def choose_letters(call: Call, tx: Transaction) -> Answer:
    """Write letters about leave from now on, or no more."""
    letters.choose_letters(tx, wants=form_of(call).text("wanted") == "yes")
    return go_to("/profile?done=saved")


def change_password(call: Call, opened: Opened) -> Answer:
    """Change one's own password; everywhere else one is signed out."""
    form = form_of(call)
    own_password.count_try(opened.house.database, opened.transaction)
    with opened.transaction() as tx:
        invitations.change_password(tx, old=form.as_typed("old"), new=form.as_typed("new"))
    return go_to("/profile?done=saved")


def revoke_session(call: Call, tx: Transaction) -> Answer:
    """Sign out one of one's own browsers."""
    credentials.revoke(tx, number_in(call, "id"))
    return go_to("/profile?done=revoked")
