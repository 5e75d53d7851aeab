"""Where the departments are."""

from leavebook.http.door import Route
from leavebook.web.departments import pages
from leavebook.web.routing import read_page, send_form

DEPARTMENTS = read_page("/departments", pages.departments_page, says="The departments.")
DEPARTMENT = read_page("/departments/{id}", pages.department_page, says="One department.")

ROUTES: tuple[Route, ...] = (
    DEPARTMENTS,
    send_form("/departments", pages.add_department, says="Make a department.", page=DEPARTMENTS),
    DEPARTMENT,
    send_form(
        "/departments/{id}", pages.change_department, says="Change a department.", page=DEPARTMENT
    ),
    send_form(
        "/departments/{id}/remove",
        pages.remove_department,
        says="Remove a department.",
        page=DEPARTMENT,
    ),
)
