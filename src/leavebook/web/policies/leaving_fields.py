"""What can be agreed about somebody who leaves, in the words of the office."""

from typing import Final

from leavebook.domain.policy.policy import LeaverOverdraft, LeaverRest
from leavebook.web.policies.field_kinds import FormField, Group, Kind

LEAVING: Final = Group(
    name="leaving",
    heading="Who leaves",
    fields=(
        FormField(
            path="leaver_rest",
            kind=Kind.CHOICE,
            label="What is left then",
            hint="Whether it is paid or taken, the company says for all exits.",
            options={
                LeaverRest.STAYS: "stays in the books",
                LeaverRest.THEIRS: "is theirs, to be paid or taken",
            },
        ),
        FormField(
            path="payout.most",
            kind=Kind.LIMIT,
            label="At most so much of it is paid",
            hint="Empty: all of it.",
            needs="theirs",
        ),
        FormField(
            path="payout.must_keep",
            kind=Kind.AMOUNT,
            label="So much of it is never paid",
            needs="theirs",
        ),
        FormField(
            path="leaver_overdraft",
            kind=Kind.CHOICE,
            label="Who leaves below zero",
            options={
                LeaverOverdraft.FLAG: "stands in the lists, for somebody to decide",
                LeaverOverdraft.DEDUCT: "has it deducted by payroll",
                LeaverOverdraft.WRITE_OFF: "owes nothing",
            },
        ),
    ),
)
