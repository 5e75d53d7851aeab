"""Where the login and the preferences are."""

from leavebook.http.door import Route
from leavebook.web import assets
from leavebook.web.routing import send_form
from leavebook.web.same_site import guarded, guarded_open
from leavebook.web.shell import colours, new_password, offline, pages, passkey, second_step

ROUTES: tuple[Route, ...] = (
    Route(
        method="GET",
        path="/login",
        name="login_page",
        says="The login.",
        open_endpoint=pages.login_page,
    ),
    Route(
        method="POST",
        path="/login",
        name="log_in",
        says="Sign in.",
        open_endpoint=guarded_open(pages.log_in),
    ),
    Route(
        method="GET",
        path="/login/code",
        name="code_page",
        says="The second step of the login.",
        open_endpoint=second_step.code_page,
    ),
    Route(
        method="POST",
        path="/login/code",
        name="give_code",
        says="Sign in with a code.",
        open_endpoint=guarded_open(second_step.give_code),
    ),
    Route(
        method="POST",
        path="/login/cast",
        name="log_in_as_cast",
        says="Sign in as somebody of the demo.",
        open_endpoint=guarded_open(pages.log_in_as_cast),
    ),
    Route(
        method="GET",
        path="/forgotten",
        name="forgotten_page",
        says="Ask for a new password.",
        open_endpoint=new_password.forgotten_page,
    ),
    Route(
        method="POST",
        path="/forgotten",
        name="ask_for_link",
        says="Have a link for a new password sent.",
        open_endpoint=guarded_open(new_password.ask_for_link),
    ),
    Route(
        method="GET",
        path="/reset/{secret}",
        name="reset_page",
        says="Choose a new password.",
        open_endpoint=new_password.reset_page,
    ),
    Route(
        method="POST",
        path="/reset/{secret}",
        name="reset_password",
        says="Set the new password.",
        open_endpoint=guarded_open(new_password.reset_password),
    ),
    Route(
        method="GET",
        path="/welcome/{secret}",
        name="welcome_page",
        says="Choose a password.",
        open_endpoint=new_password.welcome_page,
    ),
    Route(
        method="POST",
        path="/welcome/{secret}",
        name="accept_invitation",
        says="Set the password.",
        open_endpoint=guarded_open(new_password.accept_invitation),
    ),
    Route(
        method="POST",
        path="/login/passkey/ask",
        name="ask_passkey",
        says="What a passkey is to sign.",
        open_endpoint=guarded_open(passkey.ask_passkey),
    ),
    Route(
        method="POST",
        path="/login/passkey",
        name="enter_with_passkey",
        says="Sign in with a passkey.",
        open_endpoint=guarded_open(passkey.enter_with_passkey),
    ),
    Route(
        method="POST",
        path="/logout",
        name="log_out",
        says="Sign out.",
        endpoint=guarded(pages.log_out),
    ),
    Route(
        method="POST",
        path="/preferences/language",
        name="choose_language",
        says="Choose a language.",
        open_endpoint=guarded_open(pages.choose_language),
    ),
    Route(
        method="POST",
        path="/preferences/theme",
        name="choose_theme",
        says="Choose a theme.",
        open_endpoint=guarded_open(pages.choose_theme),
    ),
    send_form("/preferences/offline", offline.choose_offline, says="Keep the calendar, or not."),
    Route(
        method="GET",
        path="/colours/{mark}",
        name="colours",
        says="The colours of leave types.",
        endpoint=colours.colours,
    ),
    Route(
        method="GET",
        path=offline.PAGE,
        name="offline_page",
        says="There is no network.",
        open_endpoint=offline.offline_page,
    ),
    Route(
        method="GET",
        path="/service-worker.js",
        name="service_worker",
        says="What the browser runs beside the pages.",
        open_endpoint=offline.service_worker,
    ),
    Route(
        method="GET",
        path="/static/{name}",
        name="static",
        says="A stylesheet, script or picture.",
        open_endpoint=assets.serve,
    ),
)
