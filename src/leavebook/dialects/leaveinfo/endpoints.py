"""The ten endpoints: read, do, show."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from leavebook.dialects.leaveinfo.auth import assert_may_write
from leavebook.dialects.leaveinfo.paging import MOST_PER_PAGE, read_page
from leavebook.dialects.leaveinfo.wire import reading, showing
from leavebook.dialects.leaveinfo.wire.answers import LeaveList
from leavebook.dialects.leaveinfo.wire.bodies import ConfiguredDays
from leavebook.dialects.leaveinfo.wire.reading import Said
from leavebook.dialects.leaveinfo.wire.showing import Setting
from leavebook.domain.faults import Faults
from leavebook.domain.policy.yearly_figures import shared_leave_year
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.http.reading import Fault, invalid
from leavebook.queries.books.balances import balances_in_days
from leavebook.queries.leave.leave_lines import LeaveLine
from leavebook.queries.leave.leave_list import Wanted, leave_list
from leavebook.queries.leave.leave_named import STANDING, assert_name_is_free, leave_named
from leavebook.queries.leave.offered_types import offered_types
from leavebook.queries.people.people_named import caller, employee_named, people_to_choose
from leavebook.services import today
from leavebook.services.books.allowances import assert_may_configure, set_allowance
from leavebook.services.leave import decisions, given_moments, requests
from leavebook.services.policies.leave_type_names import called

LEAVES: Final = "/ux/common/leaves/leaveinfo/"


def list_leaves(call: Call, tx: Transaction) -> Answer:
    """Answer with a page of the leave that the caller may see, newest first."""
    page = read_page(call)
    wanted = Wanted(states=STANDING, with_moments=True, limit=page.limit, offset=page.offset)
    found = leave_list(tx, wanted)
    address = f"{call.base_url.rstrip('/')}{LEAVES}"
    return Answer(
        200,
        LeaveList(
            count=found.total,
            next=page.after(found.total, address),
            previous=page.before(address),
            results=showing.leaves(found.lines),
        ),
    )


def create_leave(call: Call, tx: Transaction) -> Answer:
    """Book leave, and answer with nothing but where it is."""
    said = reading.read_new(call, tx.company.timezone)
    employee_id, leave_type_id = _named(tx, said)
    assert_may_write(tx, employee_id)
    asked = reading.new_leave(
        said,
        employee_id=employee_id,
        leave_type_id=leave_type_id,
        recorded=tx.actor.is_machine,
    )
    request = requests.submit(tx, asked)
    given_moments.note(tx, request, reading.moments(said))
    leave_id = quote(said.leave_id or str(request.uuid), safe="")
    return Answer(201, headers={"Location": f"{LEAVES}{leave_id}/"})


def get_leave(call: Call, tx: Transaction) -> Answer:
    """Answer with leave that stands."""
    return Answer(200, showing.leave(leave_named(tx, call.parts["id"])))


def edit_leave(call: Call, tx: Transaction) -> Answer:
    """Change what the body names, and answer with the leave as changed."""
    line = leave_named(tx, call.parts["id"])
    assert_may_write(tx, line.employee_id)
    said = reading.read_leave(call, tx.company.timezone)
    _assert_same_person(tx, said, line)
    if said.leave_id is not None:
        assert_name_is_free(tx, said.leave_id, but=line.id)
    before = requests.found(tx, line.id)
    asked = reading.changed_leave(
        said,
        employee_id=before.employee_id,
        leave_type_id=called(tx, said.leave_type).id if said.leave_type else before.leave_type_id,
        spans=before.spans,
        reason=before.reason,
    )
    request = requests.edit(tx, line.id, asked, version=before.version)
    moments = reading.moments(said, known=showing.moments_of(line))
    given_moments.note(tx, request, moments)
    return Answer(200, showing.leave(leave_named(tx, str(request.uuid))))


def delete_leave(call: Call, tx: Transaction) -> Answer:
    """Take leave back and out of sight, and answer with nothing."""
    line = leave_named(tx, call.parts["id"])
    assert_may_write(tx, line.employee_id)
    decisions.delete(tx, line.id)
    return Answer(204)


def get_config(_: Call, tx: Transaction) -> Answer:
    """Answer with the number of days of every leave type."""
    return Answer(200, showing.config(_setting(tx)))


def get_options(_: Call, tx: Transaction) -> Answer:
    """Answer with the leave types and people to choose from."""
    return Answer(200, showing.options(_setting(tx), people_to_choose(tx)))


def my_leaves(_: Call, tx: Transaction) -> Answer:
    """Answer with the caller's own leave and balances."""
    me = caller(tx)
    if me.employee_id is None:
        return Answer(200, showing.my_leaves(me, [], 0, ()))
    wanted = Wanted(
        employee_id=me.employee_id, states=STANDING, with_moments=True, limit=MOST_PER_PAGE
    )
    found = leave_list(tx, wanted)
    balances = balances_in_days(tx, me.employee_id, None).types
    own = showing.leaves(found.lines)
    return Answer(200, showing.my_leaves(me, own, found.total, balances))


def save_config(call: Call, tx: Transaction) -> Answer:
    """Set how many days leave types have, for everybody or for one user; answer with the set-up."""
    assert_may_configure(tx)
    said, wanted, shown_id = reading.read_config(call, tx.company.timezone)
    setting = _setting(tx)
    if shown_id == setting.id:
        # What was read comes back whole: it names the caller without meaning them alone.
        said = reading.without_shown(said, setting.year, setting.caller.uuid)
    employee_id = None if said.user is None else employee_named(tx, said.user, field="user")
    days = _by_type(tx, wanted)
    for leave_type_id, each in days.items():
        set_allowance(tx, reading.allowance(said, leave_type_id, each), employee_id=employee_id)
    return Answer(200, showing.config(_setting(tx)))


def _by_type(tx: Transaction, wanted: Sequence[ConfiguredDays]) -> dict[int, int]:
    """Return the days by the id of the leave type; refuses a type that is named twice."""
    days = {called(tx, each.leave_type).id: each.days for each in wanted}
    if len(days) < len(wanted):
        raise Refused(Problem(Code.INVALID, {"field": "leave_types", "problem": "overlapping"}))
    return days


def _named(tx: Transaction, said: Said) -> tuple[int, int]:
    """Return whose leave of which type it is; refuses what is unknown or taken, all at once."""
    faults = Faults()
    employee_id = faults.keep(lambda: _person(tx, said.user))
    leave_type_id = faults.keep(lambda: _leave_type(tx, said.leave_type))
    if (name := said.leave_id) is not None:
        faults.keep(lambda: assert_name_is_free(tx, name))
    faults.refuse_if_any()
    if employee_id is None or leave_type_id is None:
        raise LookupError("what is missing was refused before")
    return employee_id, leave_type_id


def _person(tx: Transaction, named: str | None) -> int:
    if named is not None:
        return employee_named(tx, named, field="user")
    employee_id = caller(tx).employee_id
    if employee_id is None:
        raise Refused(invalid("user", Fault.MISSING))
    return employee_id


def _leave_type(tx: Transaction, named: str | None) -> int:
    if named is not None:
        return called(tx, named).id
    offered = offered_types(tx)
    if not offered:
        raise Refused(invalid("leave_type", Fault.MISSING))
    return offered[0].id


def _assert_same_person(tx: Transaction, said: Said, line: LeaveLine) -> None:
    """Raise Refused when the body gives the leave to somebody else: it stays whose it is."""
    if said.user is not None and employee_named(tx, said.user, field="user") != line.employee_id:
        raise Refused(invalid("user", Fault.NOT_ALLOWED_HERE))


def _setting(tx: Transaction) -> Setting:
    """Return what every answer about the set-up says."""
    offered = offered_types(tx)
    policy = offered[0].policy if offered else None
    return Setting(
        caller=caller(tx),
        id=str(tx.company.uuid),
        offered=offered,
        year=shared_leave_year(policy, today.of_company(tx)),
    )
