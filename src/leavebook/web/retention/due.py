"""People whose data has been kept long enough: the office says whose goes."""

from typing import Final

from leavebook.domain.limits import invalid
from leavebook.domain.problems import Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import Opened, Transaction
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
        kept=number_or_none(asked_in(call).text("kept")) or 0,
        months=retention_of(tx).after_exit,
        company_hold=standing(tx, None),
    )


def anonymise(call: Call, opened: Opened) -> Answer:
    """Empty the data of everybody who was ticked, one after the other.

    Whoever is refused stops nobody else. A database that goes away in the middle stops everybody
    after it, and nobody is told who is done; what is done stays done, and the same form sent again
    goes on from there. Raises Refused when nobody could go.
    """
    ticked = _ticked(form_of(call))
    tried = [_kept_back(opened, each) for each in ticked]
    kept = [refusal for refusal in tried if refusal is not None]
    if len(kept) == len(ticked):
        # Each reason once, however many people it keeps.
        raise Refused(*{each.code: each for why in kept for each in why.problems}.values())
    return go_to(f"{PLACE}?done=anonymised" + (f"&kept={len(kept)}" if kept else ""))


def _kept_back(opened: Opened, employee_id: int) -> Refused | None:
    try:
        with opened.transaction() as tx:
            anonymising.anonymise(tx, employee_id)
    except Refused as refusal:
        return refusal
    return None


def _ticked(form: Fields) -> list[int]:
    ticked = [number_or_none(each) or 0 for each in form.all("person")]
    if not ticked:
        raise invalid("person", "required")
    if not form.text("sure"):
        raise invalid("sure", "required")
    # In one order, so that two who tick the same people do not wait for each other.
    return sorted(set(ticked))
