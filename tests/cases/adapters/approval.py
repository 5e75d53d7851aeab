"""Cases about who may do what with a request, and what becomes of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from leavebook.domain.approval.approval import after, initial
from leavebook.domain.approval.moves import Move, Standing
from leavebook.domain.approval.states import ApprovalPolicy, Chain, Stage, State
from leavebook.domain.people.actors import Actor, Subject
from leavebook.domain.people.people import AccessLevel, CompanyId, EmployeeId, Role, UserId
from leavebook.domain.people.permissions import (
    may_file_for,
    may_file_for_everybody,
    may_record,
    may_see_details,
)
from leavebook.domain.problems import Refused
from tests.cases.adapters.overlap import STATES
from tests.cases.runner import Adapter, Data, differing

TODAY: Final = date(2026, 6, 15)
SOON: Final = 7
OURS: Final = CompanyId(1)
ANOTHER_COMPANY: Final = CompanyId(2)
REQUESTER: Final = EmployeeId(1)
ACTOR: Final = EmployeeId(2)
SOMEBODY_ELSE: Final = EmployeeId(3)
SUBJECT: Final = Subject(OURS, REQUESTER, UserId(1))
CHAINS: Final = {
    "none": Chain.NONE,
    "one_stage": Chain.SINGLE,
    "manager": Chain.SINGLE,
    "hr": Chain.OFFICE,
    "manager_then_hr": Chain.TWO_STAGE,
}
ROLES: Final = {
    "hr_officer": (Role.HR, AccessLevel.HEAD),
    "hr_admin": (Role.ADMIN, AccessLevel.EXECUTIVE),
    "company_approver": (Role.MANAGER, AccessLevel.EXECUTIVE),
    "first_approver": (Role.MANAGER, AccessLevel.MANAGER),
    "second_approver": (Role.MANAGER, AccessLevel.MANAGER),
}
RECORDS: Final = frozenset({"add", "convert_sick_note"})
ENTERS: Final = RECORDS | {"submit_for_other", "submit_for_all"}
MOVES: Final[Mapping[str, Move]] = {**{move.value: move for move in Move}, "accept": Move.APPROVE}


def transition(given: Data, expect: Data) -> list[str]:
    """Compare whether the action is allowed and where it leaves the request."""
    actor, action = _actor(given), given["action"]
    standing = _standing(given)
    if action == "view":
        return _compared(expect, may_see_details(actor, SUBJECT), given["request"]["status"])
    if standing is None or action in ENTERS:
        return submission(given, expect)
    try:
        outcome = after(
            MOVES[action], standing, actor=actor, subject=SUBJECT, today=TODAY, reason="because"
        )
    except Refused:
        return _compared(expect, False, given["request"]["status"])  # noqa: FBT003  the name says it
    return _compared(expect, True, _status(outcome.state, outcome.stage, standing.policy))  # noqa: FBT003  the same


def submission(given: Data, expect: Data) -> list[str]:
    """Compare whether the request may be made and where it starts."""
    actor, action = _actor(given), given["action"]
    policy = _policy(given)
    records = action in RECORDS
    if action == "submit_for_all":
        allowed = may_file_for_everybody(actor)
    else:
        allowed = (may_record if records else may_file_for)(actor, SUBJECT)
    start = initial(
        policy,
        AccessLevel.EMPLOYEE,
        recorded=records,
        approves_itself=_config(given).get("auto_approve_requester", False),
    )
    return _compared(expect, allowed, _status(start.state, start.stage, policy))


def _compared(expect: Data, allowed: bool, status: str | None) -> list[str]:  # noqa: FBT001  as in the cases
    pairs: list[tuple[str, object, object]] = [("allowed", expect["allowed"], allowed)]
    if expect.get("status_after") is not None:
        pairs.append(("status_after", expect["status_after"], status))
    return differing(pairs)


def _actor(given: Data) -> Actor:
    related = set(given["actor"]["relations"])
    role, level = next(
        (ROLES[name] for name in ROLES if name in related), (Role.EMPLOYEE, AccessLevel.EMPLOYEE)
    )
    is_self = "self" in related
    below = given["request"].get("requester_is") == "second_approver_of_actor"
    foreign = any(name.endswith("_other_company") for name in related)
    return Actor(
        ANOTHER_COMPANY if foreign else OURS,
        user_id=UserId(1 if is_self else 2),
        employee_id=REQUESTER if is_self else ACTOR,
        role=role,
        level=level,
        reports=_whom("first_approver", related),
        second_for=_whom("second_approver", related),
        below=frozenset({REQUESTER}) if below else frozenset(),
    )


def _whom(relation: str, related: set[str]) -> frozenset[EmployeeId]:
    people = {relation: REQUESTER, f"{relation}_elsewhere": SOMEBODY_ELSE}
    return frozenset(person for name, person in people.items() if name in related)


def _standing(given: Data) -> Standing | None:
    request = given["request"]
    if request["status"] is None:
        return None
    state = State.DRAFT if request["status"] == "draft" else STATES[request["status"]]
    policy = _policy(given)
    starts = request.get("starts_in_days", -SOON if request["status"] == "taken" else SOON)
    return Standing(
        state,
        stage=_stage(request["status"], policy) if state is State.PENDING else None,
        policy=policy,
        first_day=TODAY + timedelta(days=starts),
        approves_itself=_config(given).get("auto_approve_requester", False),
    )


def _policy(given: Data) -> ApprovalPolicy:
    config, request = _config(given), given["request"]
    by_stages = Chain.TWO_STAGE if request["two_stage"] else Chain.SINGLE
    return ApprovalPolicy(
        CHAINS.get(config.get("approval", ""), by_stages),
        cancel_needs_approval=config.get("cancel_needs_approval", False),
        owner_may_cancel=request.get("kind") != "sick",
    )


def _config(given: Data) -> Data:
    config: Data = given.get("config") or {}
    return config


def _stage(status: str, policy: ApprovalPolicy) -> Stage:
    if status == "partially_approved":
        return Stage.EXECUTIVE
    return policy.stages[0] if policy.stages else Stage.MANAGER


def _status(state: State, stage: Stage | None, policy: ApprovalPolicy) -> str:
    if state is State.PENDING and stage is not None and stage is not policy.stages[0]:
        return "partially_approved"
    return {
        State.RECORDED: "approved",
        State.CANCEL_REQUESTED: "cancellation_requested",
    }.get(state, state.value)


ADAPTERS: Final[Mapping[str, Adapter]] = {
    "transition": transition,
    "permission": transition,
    "submission": submission,
}
