"""What states, events, movements and halves are called, with an icon where they have one."""

from collections.abc import Mapping
from typing import Final

from leavebook.domain.approval.escalation import Rung
from leavebook.domain.approval.states import Event, Stage, State
from leavebook.domain.calendar.calendar import Why
from leavebook.domain.calendar.spans import Half
from leavebook.domain.ledger.movements import MovementKind

STATES: Final[Mapping[State, tuple[str, str]]] = {
    State.DRAFT: ("pencil-line", "Draft"),
    State.PENDING: ("circle-dashed", "Waiting"),
    State.RECORDED: ("circle-check", "Noted"),
    State.APPROVED: ("circle-check", "Approved"),
    State.REJECTED: ("circle-x", "Rejected"),
    State.WITHDRAWN: ("undo-2", "Withdrawn"),
    State.CANCEL_REQUESTED: ("circle-question-mark", "Cancellation asked"),
    State.CANCELLED: ("circle-slash", "Cancelled"),
    State.SUPERSEDED: ("replace", "Replaced"),
}

EVENTS: Final[Mapping[str, tuple[str, str]]] = {
    Event.SUBMITTED: ("send", "asked for this leave"),
    Event.MANAGER_APPROVED: ("check", "gave the first approval"),
    Event.EXEC_APPROVED: ("check-check", "approved it finally"),
    Event.AUTO_APPROVED: ("check-check", "needs nobody’s approval"),
    Event.APPROVED: ("check-check", "approved it"),
    Event.REJECTED: ("x", "rejected it"),
    Event.WITHDRAWN: ("undo-2", "took it back"),
    Event.CANCEL_REQUESTED: ("circle-question-mark", "asked to cancel it"),
    Event.CANCEL_DECLINED: ("x", "declined to cancel it"),
    Event.CANCELLED: ("ban", "cancelled it"),
    Event.DELETED: ("trash-2", "deleted it"),
    Event.EDITED: ("pencil", "changed it"),
    Event.AMENDED: ("pencil", "asked to change it"),
    Event.SUPERSEDED: ("replace", "replaced it"),
    Event.REOPENED: ("rotate-ccw", "opened it again"),
    Event.BACK_TO_DRAFT: ("pencil-line", "made it a draft again"),
    Event.REMINDED: ("bell", "reminded those who decide"),
    Event.ESCALATED: ("arrow-up-right", "passed it on"),
}

WHY: Final[Mapping[Why, str]] = {
    Why.NOT_EMPLOYED: "Outside of employment",
    Why.WEEKEND: "Weekend",
    Why.HOLIDAY: "Public holiday",
    Why.CLOSURE: "Company closed",
    Why.NOT_A_WORKING_DAY: "Not a working day",
    Why.BETWEEN_LEAVE: "Counted: between days of leave",
}

MOVEMENTS: Final[Mapping[MovementKind, str]] = {
    MovementKind.GRANT: "Granted",
    MovementKind.USE: "Leave taken",
    MovementKind.RESERVE: "Leave that waits for a decision",
    MovementKind.ADJUSTMENT: "Adjusted by hand",
    MovementKind.CONVERSION: "Kept in weeks: the working week changed",
    MovementKind.CARRY_OUT: "Carried into the next year",
    MovementKind.CARRY_IN: "Carried over from the year before",
    MovementKind.EXPIRY: "Lapsed",
    MovementKind.FORFEIT: "Lapsed, or forgiven, at the end of the year",
    MovementKind.CAP: "Cut to the most that may be held",
    MovementKind.WRITE_OFF: "Written off",
    MovementKind.PAY_DEDUCTION: "Deducted from the last pay",
    MovementKind.PAYOUT: "Paid on leaving",
    MovementKind.CORRECTION: "Corrected",
}

HALVES: Final[Mapping[Half, str]] = {Half.AM: "Morning", Half.PM: "Afternoon"}

RUNGS: Final[Mapping[Rung, str]] = {
    Rung.APPROVER: "It waits for the manager.",
    Rung.DEPUTY: "It has come to the deputy.",
    Rung.NEXT_MANAGER: "It has come to the next manager.",
    Rung.OFFICE: "It has come to HR.",
}

STAGES: Final[Mapping[Stage, str]] = {
    Stage.MANAGER: "Waits for the manager",
    Stage.EXECUTIVE: "Waits for HR or an executive",
}
