"""Files of people as those see them who look after people: the newest, and one of them."""

from typing import Final

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.people.people import assert_may_manage
from leavebook.storage.people import people_imports
from leavebook.storage.people.people_imports import ImportState, PeopleImport
from leavebook.storage.transaction import Transaction

__all__ = ["ImportState", "PeopleImport", "latest_imports", "people_import"]

_MOST: Final = 10


def people_import(tx: Transaction, import_id: int) -> PeopleImport:
    """Return the import; raises Refused for one that the company does not have."""
    assert_may_manage(tx)
    found = people_imports.find(tx, import_id)
    if found is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "import"}))
    return found


def latest_imports(tx: Transaction) -> tuple[PeopleImport, ...]:
    """Return the newest imports, the last one first."""
    assert_may_manage(tx)
    return people_imports.latest(tx, most=_MOST)
