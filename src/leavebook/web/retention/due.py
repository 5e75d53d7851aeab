"""People whose data has been kept long enough: the office says whose goes."""

from typing import Final

from leavebook.domain.limits import invalid
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.people.data_due import people_due
from leavebook.services.people import anonymising
from leavebook.services.people.legal_holds import standing
from leavebook.services.people.retention import retention_of
from leavebook.web.fields import Fields, asked_in, form_of, number_or_none
from leavebook.web.page import go_to, show

PLACE: Final = "/retention"
_A_PAGE: Final = 60


def data_due(call: Call, tx: Transaction) -> Answer:
    """Show whose data is due, by the order in which they were taken on."""
    after = number_or_none(asked_in(call).text("after")) or 0
    found = people_due(tx, after=after, limit=_A_PAGE + 1)
    return show(
        call,
        tx,
        "retention/due.html",
        people=found[:_A_PAGE],
        has_more=len(found) > _A_PAGE,
        is_first=not after,
        months=retention_of(tx).after_exit,
        company_hold=standing(tx, None),
    )


def anonymise(call: Call, tx: Transaction) -> Answer:
    """Empty the data of everybody who was ticked: all of them or none."""
    form = form_of(call)
    for employee_id in _ticked(form):
        anonymising.anonymise(tx, employee_id)
    return go_to(f"{PLACE}?done=anonymised")


def _ticked(form: Fields) -> list[int]:
    ticked = [number_or_none(each) or 0 for each in form.all("person")]
    if not ticked:
        raise invalid("person", "required")
    if not form.text("sure"):
        raise invalid("sure", "required")
    # In one order, so that two who tick the same people do not wait for each other.
    return sorted(set(ticked))
