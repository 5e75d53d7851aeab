"""What letters about leave are written from, and which of them have gone out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from leavebook.domain.calendar.spans import Half
from leavebook.storage.policies.type_visibility import STAYS_INSIDE
from leavebook.storage.transaction import Transaction

_WANTED = """
SELECT n.id
  FROM event AS v
  JOIN notification AS n ON n.event_id = v.id
  JOIN user_account AS u ON u.id = n.user_id AND u.active AND u.wants_letters
 WHERE v.uuid = %(event)s AND v.name = ANY(%(names)s) AND n.sent_at IS NULL
 ORDER BY n.id
"""

# A type that stays inside is unsaid to everybody: letters pass through many hands.
_ABOUT = f"""
SELECT v.name AS event, v.uuid AS event_uuid, u.id AS user_id, u.email, u.name,
       coalesce(u.language, c.locale) AS language, c.name AS company,
       e.user_id IS NOT DISTINCT FROM u.id AS is_own, e.full_name AS person, who.name AS actor,
       CASE WHEN NOT {STAYS_INSIDE} THEN t.name END AS leave_type, r.id AS request_id,
       r.version, r.state, r.first_day, r.last_day, r.half_day, n.sent_at,
       o.first_day AS old_first_day, o.last_day AS old_last_day
  FROM notification AS n
  JOIN event AS v ON v.id = n.event_id
  JOIN user_account AS u ON u.id = n.user_id AND u.active AND u.wants_letters
  JOIN company AS c ON c.company_id = n.company_id
  JOIN leave_request AS r ON r.id = v.request_id AND NOT r.hidden
  JOIN leave_type AS t ON t.id = r.leave_type_id
  JOIN employee AS e ON e.id = r.employee_id
  LEFT JOIN user_account AS who ON who.id = v.actor_id
  LEFT JOIN leave_request AS o ON o.id = r.replaces_id
 WHERE n.id = %(notification_id)s
"""  # noqa: S608  constant text

_SENT = "UPDATE notification SET sent_at = %(now)s WHERE id = %(notification_id)s"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What happened to a request and who is to read of it; `is_own` leave is the reader's.

    The old days are those of the leave whose place it takes or is to take, if any.
    """

    event: str
    event_uuid: UUID
    user_id: int
    email: str
    name: str
    language: str
    company: str
    is_own: bool
    person: str
    actor: str | None
    leave_type: str | None
    """None where the type stays inside."""
    request_id: int
    version: int
    state: str
    first_day: date
    last_day: date
    half_day: Half | None
    sent_at: datetime | None
    old_first_day: date | None
    old_last_day: date | None


def wanted(tx: Transaction, event: UUID, *, names: Collection[str]) -> tuple[int, ...]:
    """Return the notifications of an event, of these names, whose readers want letters."""
    return tuple(row.id for row in tx.rows(_WANTED, event=event, names=list(names)))


def about(tx: Transaction, notification_id: int) -> News | None:
    """Return what the letter is written from; None when its reader wants or may have none."""
    row = tx.row(_ABOUT, notification_id=notification_id)
    if row is None:
        return None
    half = None if row.half_day is None else Half(row.half_day)
    return News(**{**row._asdict(), "half_day": half})


def sent(tx: Transaction, notification_id: int) -> None:
    """Write down that the letter has gone out."""
    tx.run(_SENT, notification_id=notification_id, now=tx.now)


def language_of_user(tx: Transaction, user_id: int) -> str:
    """Return the language in which the user is written to."""
    language: str = tx.value(
        """
        SELECT coalesce(u.language, c.locale)
          FROM user_account AS u JOIN company AS c ON c.company_id = u.company_id
         WHERE u.id = %(user_id)s
        """,
        user_id=user_id,
    )
    return language


def company_name(tx: Transaction) -> str:
    """Return what the company is called."""
    name: str = tx.value(
        "SELECT name FROM company WHERE company_id = %(company_id)s", company_id=tx.company.id
    )
    return name


def wishes(tx: Transaction, user_id: int) -> bool:
    """Return whether the user wants letters about leave."""
    wants: bool = tx.value(
        "SELECT wants_letters FROM user_account WHERE id = %(user_id)s", user_id=user_id
    )
    return wants


def set_wishes(tx: Transaction, user_id: int, *, wants_letters: bool) -> None:
    """Send the user letters about leave, or none."""
    tx.run(
        "UPDATE user_account SET wants_letters = %(wants)s WHERE id = %(user_id)s",
        user_id=user_id,
        wants=wants_letters,
    )


def set_language(tx: Transaction, user_id: int, language: str) -> None:
    """Write to the user in this language from now on."""
    tx.run(
        "UPDATE user_account SET language = %(language)s WHERE id = %(user_id)s",
        user_id=user_id,
        language=language,
    )
