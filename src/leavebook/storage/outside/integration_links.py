"""What other systems should hold of a request, and what they hold as far as we know."""

from dataclasses import dataclass

from leavebook.domain.integrations import ErrorKind, Mode, Observed, Presence, Provider
from leavebook.storage.database import Row
from leavebook.storage.transaction import Transaction

COLUMNS = """
       l.id, l.request_id, l.provider, l.generation, l.mode, l.says, l.intended, l.observed,
       l.external_id, l.attempts, l.fence, l.error_kind, l.error, l.follow_up, l.recipient_id,
       l.own_calendar, l.place
"""

OF_REQUEST = f"""
SELECT {COLUMNS}
  FROM integration_link AS l
 WHERE l.request_id = %(request_id)s AND l.recipient_id IS NULL
 ORDER BY l.provider, l.generation
"""  # noqa: S608  constant text

_QUESTIONS = f"""
SELECT {COLUMNS}
  FROM integration_link AS l
 WHERE l.request_id = %(request_id)s AND l.recipient_id IS NOT NULL
 ORDER BY l.provider, l.recipient_id, l.generation
"""  # noqa: S608  constant text

_ADD = """
INSERT INTO integration_link (company_id, request_id, provider, recipient_id, generation, mode,
                              says, intended, own_calendar, made_at, changed_at, nudged_at)
VALUES (%(company_id)s, %(request_id)s, %(provider)s, %(recipient_id)s, %(generation)s, %(mode)s,
        %(says)s, 'present', %(own_calendar)s, %(now)s, %(now)s, statement_timestamp())
"""

# What is to be taken back was not told wrongly: an old error must not stop it. A call that may
# still be on its way is waited for all the same.
_TAKE_BACK = """
UPDATE integration_link
   SET intended = 'absent', error_kind = NULL, error = NULL, attempts = 0, failing_since = NULL,
       next_try_at = CASE observed WHEN 'uncertain' THEN next_try_at END,
       nudged_at = statement_timestamp(), changed_at = %(now)s
 WHERE id = %(id)s
"""

_CLEAR = """
UPDATE integration_link
   SET error_kind = NULL, error = NULL, attempts = 0, failing_since = NULL,
       next_try_at = CASE observed WHEN 'uncertain' THEN next_try_at END,
       nudged_at = NULL, changed_at = %(now)s
 WHERE error IS NOT NULL
   AND (%(request_id)s::bigint IS NULL OR request_id = %(request_id)s)
   AND (%(provider)s::text IS NULL OR provider = %(provider)s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One generation of a request in one system."""

    id: int
    request_id: int
    provider: Provider
    generation: int
    mode: Mode
    says: str
    intended: Presence
    observed: Observed
    external_id: str | None
    attempts: int
    fence: int
    error_kind: ErrorKind | None
    error: str | None
    follow_up: str | None
    recipient_id: int | None
    """Who is asked there; None for what everybody reads."""
    own_calendar: str | None
    """The address of the person's own calendar that shows it too."""
    place: str | None
    """Where in the system it was told; None where that is not told apart."""

    @property
    def is_settled(self) -> bool:
        """Whether the system holds what it should."""
        return self.observed.value == self.intended.value


def of_request(tx: Transaction, request_id: int) -> tuple[Link, ...]:
    """Return every link of the request that everybody reads, by system and generation."""
    return tuple(link_of(row) for row in tx.rows(OF_REQUEST, request_id=request_id))


def questions_of_request(tx: Transaction, request_id: int) -> tuple[Link, ...]:
    """Return everything that somebody was asked about the request, by system and generation."""
    return tuple(link_of(row) for row in tx.rows(_QUESTIONS, request_id=request_id))


def read(rows: list[Row]) -> tuple[Link, ...]:
    """Return the links in rows that `OF_REQUEST` asked for."""
    return tuple(link_of(row) for row in rows)


def add(
    tx: Transaction,
    request_id: int,
    provider: Provider,
    *,
    generation: int,
    mode: Mode,
    says: str,
    recipient_id: int | None = None,
    own_calendar: str | None = None,
) -> None:
    """Write down that the system should hold the request from now on, or ask somebody there."""
    tx.run(
        _ADD,
        company_id=tx.company.id,
        request_id=request_id,
        provider=provider,
        recipient_id=recipient_id,
        generation=generation,
        mode=mode,
        says=says,
        own_calendar=own_calendar,
        now=tx.now,
    )


def take_back(tx: Transaction, link: Link) -> None:
    """Write down that the system should not hold this generation any more."""
    tx.run(_TAKE_BACK, id=link.id, now=tx.now)


def clear_errors(
    tx: Transaction, *, request_id: int | None = None, provider: Provider | None = None
) -> None:
    """Forget what went wrong with the request or in the system, so that all is tried again."""
    tx.run(_CLEAR, request_id=request_id, provider=provider, now=tx.now)


def link_of(row: Row) -> Link:
    """Return the link in a row of `COLUMNS`."""
    return Link(
        **{
            **row._asdict(),
            "provider": Provider(row.provider),
            "mode": Mode(row.mode),
            "intended": Presence(row.intended),
            "observed": Observed(row.observed),
            "error_kind": None if row.error_kind is None else ErrorKind(row.error_kind),
        }
    )
