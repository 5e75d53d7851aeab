"""Endpoints that open or seal something: they are handed the building beside the transaction."""

from collections.abc import Callable
from functools import partial, wraps

from leavebook.http.call import Answer, Call
from leavebook.http.door import House, Opened, StepwiseEndpoint, Transaction
from leavebook.http.patience import with_patience

HouseEndpoint = Callable[[Call, Transaction, House], Answer]


def with_house(endpoint: HouseEndpoint) -> StepwiseEndpoint:
    """Return the endpoint, which needs the building's keys or limits, in one transaction."""

    @wraps(endpoint)
    def done(call: Call, opened: Opened) -> Answer:
        return with_patience(partial(_within, call, opened, endpoint))

    return done


def _within(call: Call, opened: Opened, endpoint: HouseEndpoint) -> Answer:
    with opened.transaction() as tx:
        return endpoint(call, tx, opened.house)
