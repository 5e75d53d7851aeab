"""A server starts before whatever is in front of it."""

from pathlib import Path

import pytest

from tests.faults.running import serving, wait_until


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_server_is_ready_while_nothing_answers_at_the_address_that_people_use(
    tmp_path: Path, host: str
) -> None:
    settings = {"LEAVEBOOK_BASE_URL": "https://leave.invalid", "LEAVEBOOK_HOST": host}

    with serving(tmp_path / "data", settings=settings) as server:
        wait_until(lambda: "Leavebook is ready at https://leave.invalid" in server.said())
