"""A database that is not there is said in one line, by every command that needs it."""

from pathlib import Path

import pytest

from tests.faults.running import leavebook

NOBODY_THERE = "postgresql://leavebook:secret-word@127.0.0.1:9/leavebook"


@pytest.mark.parametrize("command", [("migrate",), ("serve",), ("token", "list", "acme")])
def test_a_database_out_of_reach_is_said_in_one_line(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    tried = leavebook(
        *command,
        settings={
            "LEAVEBOOK_DATABASE_URL": NOBODY_THERE,
            "LEAVEBOOK_OWNER_DATABASE_URL": NOBODY_THERE,
            "LEAVEBOOK_DATA": str(tmp_path),
        },
    )

    assert tried.returncode == 1
    assert tried.stdout == ""
    assert tried.stderr.startswith("Error: the database cannot be reached: ")
    assert len(tried.stderr.splitlines()) == 1
    assert "secret-word" not in tried.stderr
