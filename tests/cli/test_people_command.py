"""`leavebook people import`: the same as on the page, for who sits at a server."""

from pathlib import Path

import pytest

from tests.cast import Cast
from tests.cli.test_leave_commands import run

GOOD = "Name;E-Mail;Erster Tag;Abteilung\nNina Neu;nina@acme.example;1.4.2026;Vertrieb\n"
BAD = "Name,E-mail,First day\n,nobody,31.2.2026\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "people.csv"
    made.write_text(GOOD, "utf-8")
    return made


def test_a_dry_run_tells_and_the_real_one_does_once(cast: Cast, file: Path) -> None:
    dry = run(cast, "people", "import", "COMPANY", str(file), "--dry-run")
    real = run(cast, "people", "import", "COMPANY", str(file))
    again = run(cast, "people", "import", "COMPANY", str(file))

    assert dry.output.startswith("Nothing written. Would be: 1 taken on, 0 changed, 0 as they were")
    assert real.output == "1 taken on, 0 changed, 0 as they were. New departments: Vertrieb.\n"
    assert again.output == "Nothing changes: all 1 are known just like this.\n"


def test_everything_that_is_wrong_is_told_by_line_and_column(cast: Cast, file: Path) -> None:
    file.write_text(BAD, "utf-8")

    result = run(cast, "people", "import", "COMPANY", str(file))

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "line 2, E-mail: “nobody” is not an e-mail address.",
        "line 2, First day: “31.2.2026” is not a date such as 2026-04-30 or 30.4.2026.",
        "line 2, Name: This must not be empty.",
        "Error: Nothing was written.",
    ]
