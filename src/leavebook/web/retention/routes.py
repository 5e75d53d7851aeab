"""Where data is kept, held and let go."""

from leavebook.http.door import Route
from leavebook.web.retention import due, person, settings
from leavebook.web.routing import read_page, send_form, send_in_steps

DUE = read_page(due.PLACE, due.data_due, says="People whose data is due.")
PERSON = read_page(
    "/people/{id}/retention", person.persons_data, says="How long somebody's data is kept."
)
SETTINGS = read_page(settings.PLACE, settings.retention, says="How long what is kept.")

ROUTES: tuple[Route, ...] = (
    DUE,
    send_in_steps(due.PLACE, due.anonymise, says="Empty the data of people.", page=DUE),
    PERSON,
    send_form(
        "/people/{id}/retention/hold",
        person.hold_person,
        says="Keep somebody's data for longer.",
        page=PERSON,
    ),
    send_form(
        "/people/{id}/retention/lift", person.lift_hold, says="Lift a hold on somebody's data."
    ),
    SETTINGS,
    send_form(settings.PLACE, settings.keep, says="Choose how long what is kept.", page=SETTINGS),
    send_form(
        f"{settings.PLACE}/hold",
        settings.hold_company,
        says="Keep everything for longer.",
        page=SETTINGS,
    ),
    send_form(f"{settings.PLACE}/lift", settings.lift_companys_hold, says="Lift the hold on all."),
    send_form(
        f"{settings.PLACE}/log",
        settings.redact_log,
        says="Empty who did what in old entries of the log.",
        page=SETTINGS,
    ),
)
