"""What is done once more when two calls met."""

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

from leavebook.storage.transaction import TryAgain

Result = TypeVar("Result")

_TRIES: Final = 4


def with_patience(do: Callable[[], Result]) -> Result:
    """Return what the work gives, begun anew a few times when it met another's.

    Raises TryAgain when it never got through. The work opens its transaction itself, so that
    a try that failed has left nothing.
    """
    for tried in range(1, _TRIES):
        try:
            return do()
        except TryAgain:
            # A moment's distance, never the same for both, lets both pass.
            time.sleep(random.uniform(0.005, 0.03) * tried)  # noqa: S311  no secret depends on it
    return do()
