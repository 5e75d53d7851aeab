"""Where the systems outside are looked after."""

from leavebook.http.door import Route
from leavebook.web.routing import read_in_steps, send_form, send_in_steps
from leavebook.web.systems import consent, pages

_ONE = f"{pages.PLACE}/{{provider}}"
ONE = read_in_steps(_ONE, pages.system, says="One system outside.")

ROUTES: tuple[Route, ...] = (
    read_in_steps(pages.PLACE, pages.systems, says="The systems outside."),
    send_form(
        "/settings/given-up/retry", pages.retry_given_up, says="Try again what was given up."
    ),
    ONE,
    send_in_steps(f"{_ONE}/connect", pages.connect_system, says="Connect a system.", page=ONE),
    send_in_steps(f"{_ONE}/settings", pages.set_system, says="Change its settings.", page=ONE),
    send_in_steps(f"{_ONE}/console", pages.use_console, says="Connect its twin."),
    send_in_steps(f"{_ONE}/test", pages.test_system, says="Test the account."),
    send_in_steps(f"{_ONE}/disconnect", pages.disconnect_system, says="Disconnect a system."),
    send_form(f"{_ONE}/retry", pages.retry_system, says="Try everything again."),
    send_in_steps(f"{_ONE}/consent", consent.begin_consent, says="Go and agree there.", page=ONE),
    read_in_steps(f"{_ONE}/callback", consent.consent_given, says="Come back from there."),
    send_in_steps(f"{_ONE}/choose", consent.choose_place, says="Choose what to connect."),
)
