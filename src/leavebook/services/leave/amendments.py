"""Agreed leave that is to be other leave: a new request that takes the old one's place.

The old leave holds until the new one is approved, and stays what it is when that is rejected or
taken back. Everything is judged as if the old leave were gone already.
"""

from dataclasses import dataclass, replace

from leavebook.domain.approval.amending import REPLACED, policy_of_change
from leavebook.domain.approval.approval import after, initial
from leavebook.domain.approval.moves import Move
from leavebook.domain.approval.states import SPENDS, ApprovalPolicy, Event, Outcome
from leavebook.domain.people.permissions import may_record
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.books.leave_facts import LeaveFacts, leave_type_named
from leavebook.services.books.posting import post
from leavebook.services.leave.booking import found, uses_of
from leavebook.services.leave.judging import (
    Judged,
    LeaveAsked,
    ask_of,
    content_of,
    facts_for,
    judge,
)
from leavebook.services.leave.known_types import assert_learns, reason_of_change
from leavebook.services.leave.requests import lock_request
from leavebook.services.leave.standings import standing_of
from leavebook.services.leave.superseding import settle
from leavebook.storage import events
from leavebook.storage.leave import leave_requests, relations
from leavebook.storage.leave.leave_requests import LeaveRequest
from leavebook.storage.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Leave that is to take the place of `old`, as the rules see it before anything is written.

    `moved` is what the history of the old leave gains, `policy` says who must agree to the new
    one and `outcome` where that begins.
    """

    old: LeaveRequest
    moved: Outcome
    asked: LeaveAsked
    facts: LeaveFacts
    policy: ApprovalPolicy
    outcome: Outcome
    judged: Judged


def amend(
    tx: Transaction, request_id: int, asked: LeaveAsked, *, version: int | None = None
) -> LeaveRequest:
    """Ask for other leave in place of agreed leave, and return the new request.

    Where nobody needs to agree it takes the place at once. Raises Refused with every reason.
    """
    change = weigh(tx, request_id, asked, version=version)
    if change.judged.problems:
        raise Refused(*change.judged.problems)
    if change.outcome.state in SPENDS:
        return _take_over_at_once(tx, change)
    return _wait(tx, change)


def weigh(
    tx: Transaction, request_id: int, asked: LeaveAsked, *, version: int | None = None
) -> Change:
    """Return what would become of the change if it were asked for; nothing is written.

    Raises Refused when the leave is not the actor's to change.
    """
    old, person = lock_request(tx, request_id, version=version)
    asked = replace(asked, employee_id=person.id)
    actor = relations.towards(tx, person)
    ask = ask_of(tx, person, asked)
    facts = facts_for(tx, person, ask)
    was = leave_type_named(tx, old.leave_type_id)
    standing = standing_of(old, person, was)
    moved = after(Move.AMEND, standing, actor=actor, subject=person.subject, today=facts.today)
    assert_learns(tx, person, facts.leave_type)
    assert_learns(tx, person, was)
    reason = reason_of_change(tx, person, old, to=facts.leave_type, reason=asked.reason)
    asked, ask = replace(asked, reason=reason), replace(ask, reason=reason or "")
    policy = policy_of_change(
        standing,
        facts.leave_type.rules.approval,
        actor=actor,
        subject=person.subject,
        today=facts.today,
    )
    recorded = asked.recorded and may_record(actor, person.subject)
    judged = judge(tx, ask, facts.without(old.id))
    return Change(
        old=old,
        asked=asked,
        moved=moved,
        facts=facts,
        policy=policy,
        outcome=initial(policy, standing.owner_level, recorded=recorded),
        judged=judged._replace(problems=(*_in_the_way(tx, old, asked), *judged.problems)),
    )


def _in_the_way(tx: Transaction, old: LeaveRequest, asked: LeaveAsked) -> tuple[Problem, ...]:
    if (waiting := leave_requests.change_of(tx, old.id)) is not None:
        return (Problem(Code.CHANGE_WAITS, {"request": waiting}),)
    wanted = (asked.leave_type_id, asked.spans, asked.reason or "")
    if wanted == (old.leave_type_id, old.spans, old.reason or ""):
        return (Problem(Code.NOTHING_CHANGES),)
    return ()


def _wait(tx: Transaction, change: Change) -> LeaveRequest:
    old, facts, outcome = change.old, change.facts, change.outcome
    request_id = _add(tx, change)
    # Whoever looks at the old leave as it was must look again before they do anything with it.
    leave_requests.move(tx, old, change.moved)
    uses = uses_of(
        request_id,
        change.judged.days,
        facts,
        outcome.state,
        at=tx.now,
        instead_of=old.id,
    )
    post(tx, facts.with_uses(uses), cause=change.moved.event)
    events.record(
        tx,
        change.moved.event,
        request_id=old.id,
        employee_id=old.employee_id,
        change=request_id,
    )
    events.record(tx, outcome.event, request_id=request_id, employee_id=old.employee_id)
    return found(tx, request_id)


def _take_over_at_once(tx: Transaction, change: Change) -> LeaveRequest:
    leave_requests.move(tx, change.old, REPLACED)
    new = found(tx, _add(tx, change))
    if change.outcome.event is not Event.SUBMITTED:
        # Every history begins with who asked, also where nobody had to agree.
        events.record(tx, Event.SUBMITTED, request_id=new.id, employee_id=new.employee_id)
    return settle(tx, change.facts.person, change.old, new, change.outcome)


def _add(tx: Transaction, change: Change) -> int:
    return leave_requests.add(
        tx,
        content_of(change.asked, change.facts, change.judged.days),
        change.outcome,
        uuid=change.asked.uuid,
        employee_id=change.old.employee_id,
        chain=change.policy.chain,
        replaces_id=change.old.id,
    )
