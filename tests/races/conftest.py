from collections.abc import Iterator

import pytest

from tests.cast import Cast
from tests.races.racing import Field, field_of


@pytest.fixture
def field(server: str, cast: Cast) -> Iterator[Field]:
    """Open the field for forty racers in a company of their own."""
    opened = field_of(server, cast)
    with opened.api:
        yield opened
