"""How the systems outside stand in the company: for their pages, and for the banner."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.people.people import AccessLevel
from leavebook.domain.people.permissions import may_administer
from leavebook.domain.people.tool_permissions import Permission
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.queries.leave.leave_lines import NOT_SAID
from leavebook.services.company import tool_permissions
from leavebook.services.outside import remote_setup
from leavebook.services.outside.remote_setup import SystemState
from leavebook.storage.outside import integration_connections
from leavebook.storage.outside.integration_states import Backlog
from leavebook.storage.policies.type_visibility import knows_type
from leavebook.storage.transaction import Transaction
from leavebook.storage.visibility import viewer_of

_MOST = 50

_NEEDS_A_PERSON = """
SELECT provider FROM integration_connection WHERE mode <> 'off' AND trouble IS NOT NULL
 UNION
SELECT provider FROM integration_link WHERE observed <> intended AND error_kind = 'permanent'
 ORDER BY provider
"""

_LEFT = """
SELECT l.request_id, e.full_name, r.first_day, r.last_day,
       CASE WHEN l.error IS NULL OR {known} THEN l.error ELSE %(not_said)s END AS error,
       CASE WHEN l.follow_up IS NULL OR {known} THEN l.follow_up ELSE %(not_said)s END AS follow_up,
       l.error_kind = 'permanent' AS is_over
  FROM integration_link AS l
  JOIN leave_request AS r ON r.id = l.request_id
  JOIN employee AS e ON e.id = r.employee_id
  JOIN leave_type AS t ON t.id = r.leave_type_id
 WHERE l.provider = %(provider)s
   AND ((l.observed <> l.intended AND l.error IS NOT NULL) OR l.follow_up IS NOT NULL)
 ORDER BY l.changed_at DESC, l.id DESC
 LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """Leave that a system was not told of, or that a person has to finish there by hand."""

    request_id: int
    full_name: str
    first_day: date
    last_day: date
    error: str | None
    follow_up: str | None
    is_over: bool | None
    """It is not tried again unless somebody says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemPage:
    """One system with its settings, which are no secrets, and what it was not told."""

    state: SystemState
    settings: Mapping[str, str]
    left: tuple[LeftOver, ...]


def system_states(tx: Transaction) -> tuple[SystemState, ...]:
    """Return how every system stands, also those that were never connected.

    For administrators, and for whoever may have systems tried again.
    """
    _assert_may_look(tx)
    known = {state.provider: state for state in remote_setup.states(tx)}
    return tuple(known.get(provider, _never(provider)) for provider in Provider)


def system_page(tx: Transaction, provider: Provider) -> SystemPage:
    """Return one system; raises Refused for who has no business with it."""
    state = next(each for each in system_states(tx) if each.provider is provider)
    found = integration_connections.find(tx, provider)
    rows = tx.rows(
        _LEFT.format(known=knows_type(tx.actor)),
        provider=provider,
        most=_MOST,
        viewer=viewer_of(tx.actor),
        not_said=NOT_SAID,
    )
    shows_settings = found is not None and may_administer(tx.actor)
    return SystemPage(
        state=state,
        settings=found.settings if found is not None and shows_settings else MappingProxyType({}),
        left=tuple(LeftOver(**row._asdict()) for row in rows),
    )


def systems_in_trouble(tx: Transaction) -> tuple[Provider, ...]:
    """Return the systems that wait for a person, to executives and administrators."""
    if not (may_administer(tx.actor) or tx.actor.level is AccessLevel.EXECUTIVE):
        return ()
    return tuple(Provider(row.provider) for row in tx.rows(_NEEDS_A_PERSON))


def _assert_may_look(tx: Transaction) -> None:
    if not (may_administer(tx.actor) or tool_permissions.may(tx, Permission.MANAGE)):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "see systems"}))


def _never(provider: Provider) -> SystemState:
    return SystemState(
        provider=provider, mode=Mode.OFF, trouble=None, is_resting=False, backlog=Backlog()
    )
