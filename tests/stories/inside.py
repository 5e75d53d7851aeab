"""The teller that uses no door: what the services leave behind is what every door must."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from leavebook.domain.approval.states import State
from leavebook.domain.calendar.spans import whole_days
from leavebook.services.leave import amendments, decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.leave import leave_requests
from tests.cast import Cast
from tests.stories.plot import NO, REASON, Asked, Fact, Verb

_STATUS: Final = {
    State.PENDING: "pending",
    State.APPROVED: "approved",
    State.RECORDED: "approved",
    State.REJECTED: "rejected",
    State.WITHDRAWN: "cancelled",
    State.CANCELLED: "cancelled",
}
EVERYTHING: Final = frozenset(Verb)


@dataclass(frozen=True, slots=True)
class Services:
    """The functions behind every door; what they leave behind is what all others must."""

    cast: Cast
    name: ClassVar[str] = "services"
    verbs: ClassVar[frozenset[Verb]] = EVERYTHING

    def ask(self, who: str, asked: Asked) -> int:
        with self.cast.acting(who) as tx:
            return requests.submit(tx, self._asked(who, asked)).id

    def approve(self, who: str, request_id: int) -> None:
        with self.cast.acting(who) as tx:
            decisions.approve(tx, request_id)

    def reject(self, who: str, request_id: int) -> None:
        with self.cast.acting(who) as tx:
            decisions.reject(tx, request_id, reason=NO)

    def cancel(self, who: str, request_id: int) -> None:
        with self.cast.acting(who) as tx:
            decisions.cancel(tx, request_id)

    def amend(self, who: str, request_id: int, last: date) -> None:
        with self.cast.acting(who) as tx:
            before = requests.found(tx, request_id)
            asked = self._asked(who, Asked(first=before.first_day, last=last))
            requests.edit(tx, request_id, asked)

    def delete(self, who: str, request_id: int) -> None:
        with self.cast.acting(who) as tx:
            decisions.delete(tx, request_id)

    def change(self, who: str, request_id: int, last: date) -> int:
        with self.cast.acting(who) as tx:
            before = requests.found(tx, request_id)
            asked = self._asked(who, Asked(first=before.first_day, last=last))
            return amendments.amend(tx, request_id, asked).id

    def sees(self, who: str, request_id: int) -> Fact | None:
        with self.cast.acting(who) as tx:
            found = leave_requests.find(tx, request_id)
        assert found is not None
        return Fact(
            first=found.first_day,
            last=found.last_day,
            reason=found.reason,
            status=_STATUS[found.state],
        )

    def _asked(self, who: str, asked: Asked) -> LeaveAsked:
        return LeaveAsked(
            employee_id=self.cast.members[who].employee_id,
            leave_type_id=self.cast.leave_types["AL"],
            spans=(whole_days(asked.first, asked.last),),
            reason=REASON,
        )
