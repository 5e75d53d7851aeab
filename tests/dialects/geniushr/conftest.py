import pytest

from leavebook.domain.approval.states import Chain
from leavebook.domain.calendar.counting import CountMode, Unit
from leavebook.storage.database import Database
from tests.cast import Cast, found_company


@pytest.fixture
def cast(database: Database) -> Cast:
    """Found a company that counts calendar days, as the published examples do."""
    return found_company(database, counting=CountMode.CALENDAR_DAYS)


@pytest.fixture
def tribe(database: Database) -> Cast:
    """Found a company that counts calendar days in hours, and in which two have to agree."""
    return found_company(
        database, counting=CountMode.CALENDAR_DAYS, unit=Unit.HOUR, chain=Chain.TWO_STAGE
    )
