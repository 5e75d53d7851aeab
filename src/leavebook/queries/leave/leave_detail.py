"""One request, for whoever may see it."""

from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.leave.leave_lines import LINE_JOINS, LeaveLine, line_columns, read_line
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of, visible_requests

_DETAIL = """
SELECT {columns}
  FROM leave_request AS r {joins}
 WHERE r.id = %(id)s AND r.state <> 'draft' AND {visible}
"""


def leave_detail(tx: Transaction, request_id: int) -> LeaveLine:
    """Return the request, taken back ones too; a draft is nobody's but its author's.

    Raises Refused in the same way for a request that does not exist, that is another
    company's and that the actor may not see.
    """
    query = _DETAIL.format(
        columns=line_columns(tx.actor), joins=LINE_JOINS, visible=visible_requests(tx.actor)
    )
    row = tx.row(query, id=request_id, viewer=viewer_of(tx.actor))
    if row is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "request"}))
    return read_line(row)
