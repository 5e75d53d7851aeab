"""Departments: made, called something else, given a lead, and removed."""

from leavebook.domain.faults import Faults
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.people.department_list import department_list
from leavebook.queries.people.visitor import visitor
from leavebook.services.people import departments, people
from leavebook.web.fields import form_of, number_in
from leavebook.web.page import go_to, show


def departments_page(call: Call, tx: Transaction) -> Answer:
    """Show the departments and who leads them."""
    lines = department_list(tx, today=visitor(tx).today)
    return show(call, tx, "departments/departments.html", lines=lines)


def add_department(call: Call, tx: Transaction) -> Answer:
    """Make a department."""
    departments.add(tx, form_of(call).text("name"))
    return go_to("/departments?done=saved")


def department_page(call: Call, tx: Transaction) -> Answer:
    """Show a department."""
    found = departments.find(tx, number_in(call, "id"))
    return show(call, tx, "departments/department.html", department=found, staff=people.active(tx))


def change_department(call: Call, tx: Transaction) -> Answer:
    """Have a department be called and led as was chosen."""
    department_id, form = number_in(call, "id"), form_of(call)
    faults = Faults()
    faults.keep(lambda: departments.rename(tx, department_id, form.text("name")))
    faults.keep(
        lambda: departments.lead(
            tx,
            department_id,
            lead_id=form.number("lead") if form.text("lead") else None,
            deputy_id=form.number("deputy") if form.text("deputy") else None,
        )
    )
    faults.refuse_if_any()
    return go_to("/departments?done=saved")


def remove_department(call: Call, tx: Transaction) -> Answer:
    """Remove a department that nothing names."""
    departments.remove(tx, number_in(call, "id"))
    return go_to("/departments?done=removed")
