"""The people of the company, one person, and why a balance is what it is."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Opened, Transaction
from leavebook.queries.books.balance_cards import balance_cards
from leavebook.queries.books.balance_story import balance_story
from leavebook.queries.company.sites import department_names, site_names
from leavebook.queries.leave.leave_list import Wanted, leave_list
from leavebook.queries.people.directory import directory, managers
from leavebook.queries.people.person_page import person_page
from leavebook.queries.people.visitor import visitor
from leavebook.services.leave.filing import files_for
from leavebook.web.fields import asked_in, day_or_none, number_in, number_or_none
from leavebook.web.page import show
from leavebook.web.people.forms import ROLES

_A_PAGE = 60
_REQUESTS = 15
_MOST_PAGES = 10_000


def people(call: Call, tx: Transaction) -> Answer:
    """Show who works here."""
    asked = asked_in(call)
    wanted = number_or_none(asked.text("page"))
    page = 1 if wanted is None else min(wanted, _MOST_PAGES)
    found = directory(
        tx,
        words=asked.text("q"),
        today=visitor(tx).today,
        limit=_A_PAGE + 1,
        offset=(max(page, 1) - 1) * _A_PAGE,
    )
    return show(
        call,
        tx,
        "people/people.html",
        people=found[:_A_PAGE],
        words=asked.text("q"),
        page=max(page, 1),
        has_more=len(found) > _A_PAGE,
    )


def person(call: Call, opened: Opened) -> Answer:
    """Show one person; balances and requests only to those whom they concern."""
    with opened.transaction() as tx:
        who = visitor(tx)
        shown = person_page(tx, number_in(call, "id"), today=who.today)
        cards = balance_cards(tx, shown.id) if shown.detailed else ()
        wanted = Wanted(employee_id=shown.id, limit=_REQUESTS)
        lines = leave_list(tx, wanted).lines if shown.detailed else ()
        return show(
            call,
            tx,
            "people/person.html",
            shown=shown,
            files=files_for(tx, shown.id),
            cards=[card for card in cards if card.has_balance],
            lines=[line for line in lines if not line.hidden],
            sites=site_names(tx),
            managers=managers(tx, today=who.today) if who.manages_people else (),
            departments=department_names(tx) if who.manages_people else (),
            roles=ROLES,
            today=who.today,
            sends_letters=opened.house.sends_letters,
        )


def balance(call: Call, tx: Transaction) -> Answer:
    """Show every movement of one balance, up to a day and as it was known on a day."""
    asked = asked_in(call)
    today = visitor(tx).today
    known_on = day_or_none(asked.text("known"))
    story = balance_story(
        tx,
        number_in(call, "employee"),
        number_in(call, "leave_type"),
        on=day_or_none(asked.text("on")) or today,
        known_on=known_on,
    )
    return show(
        call, tx, "people/balance.html", story=story, known_on=known_on, call_path=call.path
    )
