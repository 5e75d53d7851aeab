"""Documents on Bea's leave, and what became of them."""

from uuid import UUID

from leavebook.domain.requests.documents import MOST_BYTES
from leavebook.services.leave import leave_documents
from leavebook.services.leave.leave_documents import Brought, OpenDocument
from tests.cast import Cast
from tests.documents import PDF
from tests.integrations.jobs import KEYS

SPACE = 100 * MOST_BYTES


def attach(
    cast: Cast, who: str, request_id: int, content: bytes = PDF, *, name: str = "Attest.pdf"
) -> UUID:
    with cast.acting(who) as tx:
        brought = Brought(name=name, content=content)
        return leave_documents.attach(tx, KEYS, request_id, brought, space=SPACE)


def read(cast: Cast, who: str, request_id: int, document: UUID) -> OpenDocument:
    with cast.acting(who) as tx:
        return leave_documents.read(tx, KEYS, request_id, document)


def remove(cast: Cast, who: str, request_id: int, document: UUID) -> None:
    with cast.acting(who) as tx:
        leave_documents.remove(tx, request_id, document)


def happened(cast: Cast) -> list[tuple[str, int | None]]:
    query = (
        "SELECT name, actor_id FROM event WHERE name LIKE 'document.%%'"
        " AND employee_id = %(bea)s ORDER BY id"
    )
    with cast.acting() as tx:
        return [(row.name, row.actor_id) for row in tx.rows(query, bea=cast.bea.employee_id)]


def number_of(cast: Cast) -> int:
    with cast.acting() as tx:
        return int(tx.value("SELECT count(*) FROM leave_document WHERE removed_at IS NULL"))
