"""What may go wrong when a system outside is called."""

from datetime import timedelta


class Temporary(Exception):  # noqa: N818  says what is so
    """The system did not take it now, and nothing came of the call; it may succeed later."""


class Busy(Temporary):
    """The system asks to be left in peace, for `rest` when it says how long."""

    def __init__(self, message: str, *, rest: timedelta | None = None) -> None:
        super().__init__(message)
        self.rest = rest


class Uncertain(Exception):  # noqa: N818  says what is so
    """The system was called and its answer is unknown: it may hold the leave now, or not."""


class Permanent(Exception):  # noqa: N818  says what is so
    """The system will never take it like this; a person has to look at it."""


class Disconnected(Permanent):
    """The system no longer lets the company in; somebody has to connect it anew."""


class HalfDone(Exception):  # noqa: N818  says what is so
    """A part of the leave is there now; `fault` has kept the rest away."""

    def __init__(self, fault: Temporary | Uncertain | Permanent) -> None:
        super().__init__(str(fault))
        self.fault = fault
