"""What becomes of somebody's leave when they leave, as the company handles it."""

from enum import StrEnum


class ExitHandling(StrEnum):
    """What a company does with leave that is left and that is the leaver's own."""

    BY_HAND = "by_hand"  # it stands in the books, for the office to see to
    PAY_OUT = "pay_out"
    MUST_TAKE = "must_take"  # it is to be taken before the exit
    GARDEN_LEAVE = "garden_leave"  # it is the leave of the last working days
