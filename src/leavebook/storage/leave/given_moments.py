"""The moments that a program gave for the two ends of leave, beside the days they stand for."""

from dataclasses import dataclass
from datetime import date, datetime

from leavebook.storage.transaction import Transaction

_KEEP = """
INSERT INTO leaveinfo_record (company_id, request_id, first_day, last_day, starts_at, ends_at)
VALUES (%(company_id)s, %(request_id)s, %(first_day)s, %(last_day)s, %(starts_at)s, %(ends_at)s)
    ON CONFLICT (company_id, request_id) DO UPDATE
   SET first_day = excluded.first_day, last_day = excluded.last_day,
       starts_at = excluded.starts_at, ends_at = excluded.ends_at
"""


@dataclass(frozen=True, slots=True)
class Moments:
    """When leave starts and when it ends, as somebody's program has it."""

    starts_at: datetime
    ends_at: datetime


def keep(
    tx: Transaction, request_id: int, moments: Moments, *, first_day: date, last_day: date
) -> None:
    """Keep the moments; they hold for as long as the leave has these days."""
    tx.run(
        _KEEP,
        company_id=tx.company.id,
        request_id=request_id,
        first_day=first_day,
        last_day=last_day,
        starts_at=moments.starts_at,
        ends_at=moments.ends_at,
    )
