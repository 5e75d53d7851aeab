"""Records say of a request what stands in its row."""

from datetime import date

from leavebook.domain.calendar.spans import whole_days
from leavebook.queries.leave.leave_records import RECORD_JOINS, LeaveRecord, record_columns
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from tests.cast import Cast


def test_the_columns_of_a_record_stand_in_the_order_of_its_fields(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 4, 13)),),
            ),
        )

    with cast.acting("ada") as tx:
        columns = record_columns(tx.actor)
        [record] = tx.rows(f"SELECT {columns} FROM leave_request AS r {RECORD_JOINS}")

    assert record._fields == LeaveRecord._fields
