"""Every endpoint: read, do, show."""

from leavebook.dialects.geniushr.in_days import told_in_days
from leavebook.dialects.geniushr.paging import read_page
from leavebook.dialects.geniushr.refusals import wrong_login
from leavebook.dialects.geniushr.wire import reading, showing
from leavebook.dialects.geniushr.wire.answers import RequestResource, Success
from leavebook.http.call import Answer, Call
from leavebook.http.door import House, Transaction
from leavebook.queries.books.balances import balances_in_days, remaining_in_days
from leavebook.queries.leave.leave_detail import leave_detail
from leavebook.queries.leave.leave_lines import LeaveLine
from leavebook.queries.leave.leave_list import leave_list
from leavebook.queries.leave.newest_document import newest_document
from leavebook.queries.leave.offered_types import offered_types
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.known_types import as_told
from leavebook.services.sign_in import sessions

NAME = "geniushr"


def list_types(_: Call, tx: Transaction) -> Answer:
    """Answer with the leave types on offer."""
    return Answer(200, Success(data=[showing.leave_type(each) for each in offered_types(tx)]))


def list_requests(call: Call, tx: Transaction) -> Answer:
    """Answer with a page of the requests that the actor may see."""
    wanted = reading.read_wanted(call)
    found = leave_list(tx, wanted)
    return Answer(
        200,
        Success(
            data=[showing.listed(line) for line in found.lines],
            meta=read_page(call).meta(found.total),
        ),
    )


def create_request(call: Call, tx: Transaction) -> Answer:
    """Ask for leave, and answer with the request and what is left after it."""
    wanted = reading.read_new(call)
    with told_in_days(tx, lambda: wanted.employee_id):
        asked = requests.submit(tx, wanted)
    remaining = remaining_in_days(tx, asked.employee_id, asked.leave_type_id, asked.first_day)
    return Answer(
        201,
        Success(
            message="Leave request submitted successfully",
            data=showing.submitted(leave_detail(tx, asked.id), remaining),
        ),
    )


def get_request(call: Call, tx: Transaction) -> Answer:
    """Answer with one request."""
    line = leave_detail(tx, reading.read_id(call, "request"))
    return Answer(200, Success(data=_shown(call, tx, line)))


def update_request(call: Call, tx: Transaction) -> Answer:
    """Change a pending request, and answer with it as changed."""
    change = reading.read_change(call)
    request_id = leave_detail(tx, reading.read_id(call, "request")).id
    before = as_told(tx, requests.found(tx, request_id))
    asked = reading.changed(
        change,
        request_id=before.id,
        employee_id=before.employee_id,
        leave_type_id=before.leave_type_id,
        spans=before.spans,
        reason=before.reason,
    )
    with told_in_days(tx, lambda: before.employee_id):
        requests.edit(tx, request_id, asked, version=before.version, only_pending=True)
    return Answer(
        200,
        Success(
            message="Leave request updated successfully",
            data=_shown(call, tx, leave_detail(tx, request_id)),
        ),
    )


def cancel_request(call: Call, tx: Transaction) -> Answer:
    """Take a request back unless its leave has started, and answer with where it stands."""
    request_id = leave_detail(tx, reading.read_id(call, "request")).id
    decisions.cancel(tx, request_id, unless_started=True)
    message, data = showing.cancelled(leave_detail(tx, request_id))
    return Answer(200, Success(message=message, data=data))


def approve_request(call: Call, tx: Transaction) -> Answer:
    """Approve a request, and answer with who did and when."""
    request_id, notes = reading.read_id(call, "request"), reading.read_notes(call)
    with told_in_days(tx, lambda: leave_detail(tx, request_id).employee_id):
        done = decisions.approve(tx, request_id, comment=notes)
    data = showing.approved(leave_detail(tx, done.id))
    return Answer(200, Success(message="Leave request approved", data=data))


def reject_request(call: Call, tx: Transaction) -> Answer:
    """Reject a request, and answer with who did, when and why."""
    reason = reading.read_rejection(call)
    done = decisions.reject(tx, reading.read_id(call, "request"), reason=reason)
    data = showing.rejected(leave_detail(tx, done.id))
    return Answer(200, Success(message="Leave request rejected", data=data))


def get_balances(call: Call, tx: Transaction) -> Answer:
    """Answer with somebody's balances of a year."""
    employee_id = reading.read_id(call, "employee")
    found = balances_in_days(tx, employee_id, reading.read_year(call))
    return Answer(200, Success(data=showing.balances(found)))


def log_in(call: Call, house: House) -> Answer:
    """Answer with a new token for the right password."""
    attempt = reading.read_login(call)
    try:
        entered = sessions.log_in(house.database, attempt, now=house.clock.now(), door=NAME)
    except sessions.WrongLogin:
        return wrong_login()
    return Answer(200, Success(message="Login successful", data=showing.token(entered)))


def log_out(_: Call, tx: Transaction) -> Answer:
    """Revoke the token that the call came with."""
    sessions.log_out(tx)
    return Answer(200, Success[None](message="Logged out successfully"))


def get_me(_: Call, tx: Transaction) -> Answer:
    """Answer with whom the token stands for."""
    return Answer(200, Success(data=showing.user(sessions.whoami(tx))))


def _shown(call: Call, tx: Transaction, line: LeaveLine) -> RequestResource:
    """Return the request, with the pages' address of its newest document where it has one."""
    document = newest_document(tx, line.id)
    if document is None:
        return showing.request(line)
    address = f"{call.base_url}/requests/{line.id}/documents/{document}"
    return showing.request(line, document_url=address)
