"""Where the people are."""

from leavebook.http.door import Route
from leavebook.web.people import extra_work, importing, leaving, office, pages, sickness
from leavebook.web.people import working_week as week
from leavebook.web.routing import read_in_steps, read_page, send_file, send_form, send_in_steps

NEWCOMER = read_page("/new-person", office.newcomer, says="Somebody joins.")
PERSON = read_in_steps("/people/{id}", pages.person, says="One person.")
EXTRA_WORK = read_page(
    "/people/{id}/extra-work", extra_work.extra_work_page, says="Work that earns leave."
)
SICKNESS = read_page("/people/{id}/sickness", sickness.sickness_page, says="Somebody's sickness.")
EXIT = read_page("/people/{id}/exit", leaving.exit_page, says="What an exit means.")
WEEK = read_page("/people/{id}/week", week.working_week_page, says="The week somebody works.")

ROUTES: tuple[Route, ...] = (
    read_page("/people", pages.people, says="Who works here."),
    NEWCOMER,
    send_form("/people", office.join, says="Take somebody on.", page=NEWCOMER),
    read_page("/import-people", importing.import_page, says="People from a file."),
    send_file(
        "/import-people/check",
        importing.check_people,
        says="What a file of people would do.",
        at_most=importing.LARGEST,
    ),
    send_file(
        "/import-people",
        importing.import_people,
        says="Take on the people of a file.",
        at_most=importing.LARGEST,
    ),
    read_page(
        "/import-people/{id}", importing.import_progress, says="How far a file of people is."
    ),
    read_page("/people.csv", importing.people_file, says="Everybody as a file."),
    PERSON,
    send_form("/people/{id}", office.change, says="Change a person.", page=PERSON),
    WEEK,
    send_form("/people/{id}/week", week.change_week, says="Agree on another week.", page=WEEK),
    send_form(
        "/people/{id}/week/check",
        week.check_week,
        says="What another week would change.",
        page=WEEK,
    ),
    EXTRA_WORK,
    send_form(
        "/people/{id}/extra-work",
        extra_work.credit_extra_work,
        says="Credit extra work as time off in lieu.",
        page=EXTRA_WORK,
    ),
    send_form(
        "/people/{id}/hours-worked",
        extra_work.record_work,
        says="Record hours worked.",
        page=EXTRA_WORK,
    ),
    SICKNESS,
    send_form(
        "/people/{id}/sickness",
        sickness.record_sickness,
        says="Record certified sick days.",
        page=SICKNESS,
    ),
    read_page("/leavers", leaving.who_leaves, says="Who leaves soon."),
    EXIT,
    send_form("/people/{id}/role", office.change_role, says="Another role.", page=PERSON),
    send_form("/people/{id}/exit", office.part, says="Somebody leaves.", page=PERSON),
    send_form("/people/{id}/exit/undo", leaving.stay, says="Somebody stays after all."),
    send_in_steps(
        "/people/{id}/invite", office.invite, says="Invite a person to sign in.", page=PERSON
    ),
    send_form("/people/{id}/adjust", office.adjust, says="Adjust a balance by hand.", page=PERSON),
    read_page("/balances/{employee}/{leave_type}", pages.balance, says="A balance, explained."),
)
