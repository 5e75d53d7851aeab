"""One person's data: until when it is kept, and the hold on it."""

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.people.data_due import data_of
from leavebook.queries.people.visitor import visitor
from leavebook.services.people import legal_holds
from leavebook.services.people.retention import retention_of
from leavebook.web.fields import form_of, number_in
from leavebook.web.page import go_to, show


def persons_data(call: Call, tx: Transaction) -> Answer:
    """Show until when a person's data is kept and what keeps it."""
    employee_id = number_in(call, "id")
    data = data_of(tx, employee_id)
    if data is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "employee"}))
    return show(
        call,
        tx,
        "retention/person.html",
        data=data,
        hold=legal_holds.standing(tx, employee_id),
        company_hold=legal_holds.standing(tx, None),
        months=retention_of(tx).after_exit,
        today=visitor(tx).today,
    )


def hold_person(call: Call, tx: Transaction) -> Answer:
    """Keep the person's data until the hold is lifted."""
    employee_id = number_in(call, "id")
    legal_holds.hold_person(tx, employee_id, form_of(call).text("reason"))
    return go_to(f"/people/{employee_id}/retention?done=saved")


def lift_hold(call: Call, tx: Transaction) -> Answer:
    """Lift the hold on the person's data."""
    employee_id = number_in(call, "id")
    legal_holds.lift_persons(tx, employee_id)
    return go_to(f"/people/{employee_id}/retention?done=saved")
