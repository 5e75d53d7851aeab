"""The model of a company, which also closes and reopens: still nothing is overdrawn."""

from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    consumes,
    multiple,
    rule,
)

from leavebook.domain.requests.shutdowns import WhenShort
from leavebook.services.books import daily
from leavebook.services.leave import shutdowns
from leavebook.services.leave.shutdowns import ShutdownTerms
from leavebook.storage.database import Database
from tests.services.books.test_model import Company
from tests.services.models import Length, play

RULES = st.sampled_from([WhenShort.UNPAID, WhenShort.LIST])


class ClosingCompany(Company):
    """A company that also closes on days that are taken from leave."""

    ordered: Bundle[int] = Bundle("ordered")

    @rule(
        target=ordered,
        starts_in=st.integers(0, 200),
        days=st.integers(1, 12),
        when_short=RULES,
        at_once=st.booleans(),
    )
    def close(
        self,
        starts_in: int,
        days: int,
        when_short: WhenShort,
        at_once: bool,  # noqa: FBT001  drawn by name
    ) -> int | MultipleResults[int]:
        first = self._day(starts_in)
        terms = ShutdownTerms(
            name="Closed",
            first_day=first,
            last_day=first + timedelta(days=days - 1),
            leave_type_id=self.cast.leave_types["AL"],
            when_short=when_short,
            other_type_id=self.cast.leave_types["UL"],
        )
        ordered = self._try(lambda tx: shutdowns.order(tx, terms), who="ada")
        if at_once:
            assert daily.run(self._open).failures == []
        return multiple() if ordered is None else ordered

    @rule(shutdown_id=consumes(ordered), at_once=st.booleans())
    def open_again(self, shutdown_id: int, at_once: bool) -> None:  # noqa: FBT001  drawn by name
        self._try(lambda tx: shutdowns.call_off(tx, shutdown_id), who="ada")
        if at_once:
            assert daily.run(self._open).failures == []


@pytest.mark.timeout(7200)
def test_whatever_happens_a_company_that_closes_overdraws_nobody(
    database: Database, pytestconfig: pytest.Config
) -> None:
    play(ClosingCompany, database, pytestconfig, whole=Length(100, 40), short=Length(6, 15))
