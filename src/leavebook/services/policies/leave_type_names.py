"""Leave types by what people call them."""

from collections.abc import Iterable

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.storage.policies import leave_types
from leavebook.storage.policies.leave_types import LeaveType
from leavebook.storage.transaction import Transaction


def called(tx: Transaction, name: str) -> LeaveType:
    """Return the leave type that a name, a code or an alias means; one in use comes first.

    Raises Refused with the names that are known.
    """
    known = leave_types.all_of_company(tx)
    meant = [each for each in known if each.is_called(name)]
    if not meant:
        names = tuple(each.name for each in known if each.active)
        raise Refused(Problem(Code.UNKNOWN_REFERENCE, {"field": "leave_type", "allowed": names}))
    return next((each for each in meant if each.active), meant[0])


def ids_called(tx: Transaction, names: Iterable[str]) -> tuple[int, ...]:
    """Return the ids of every leave type that one of the names means."""
    known = leave_types.all_of_company(tx)
    return tuple(each.id for name in names for each in known if each.is_called(name))
