"""Every lint of our own finds its bad example and lets its good one pass."""

from textwrap import dedent

import pytest

from tools.lints import ALL, Source, clock, commits, environment, floats, outgoing, reasons, sql
from tools.lints.source import Lint

DOMAIN = "src/leavebook/domain/sample.py"
SERVICE = "src/leavebook/services/sample.py"

BAD: list[tuple[Lint, str, str]] = [
    (floats, DOMAIN, "half = 0.5"),
    (floats, DOMAIN, "half = float('0.5')"),
    (floats, DOMAIN, "def worth(day: float) -> None: ..."),
    (commits, SERVICE, "tx.connection.commit()"),
    (commits, SERVICE, "tx.run('COMMIT;')"),
    (clock, SERVICE, "from datetime import date\ntoday = date.today()"),
    (clock, SERVICE, "import datetime\nnow = datetime.datetime.now(datetime.UTC)"),
    (clock, SERVICE, "from time import time"),
    (clock, SERVICE, "from time import time_ns as ticks"),
    (clock, SERVICE, "import time\nnow = time.time()"),
    (clock, SERVICE, "from datetime import datetime\nfield(default_factory=datetime.now)"),
    (environment, SERVICE, "import os\nport = os.environ['PORT']"),
    (environment, SERVICE, "from os import getenv"),
    (sql, SERVICE, "tx.rows('SELECT id FROM employee ORDER BY id')"),
    (sql, SERVICE, "tx.rows('''\n    WITH mine AS (\n  SELECT 1) TABLE mine''')"),
    (sql, SERVICE, "tx.run('INSERT INTO event VALUES (1)')"),
    (sql, SERVICE, "tx.run(f'UPDATE employee SET name = {name}')"),
    (outgoing, SERVICE, "import httpx2"),
    (outgoing, SERVICE, "from urllib import request"),
    (outgoing, "src/leavebook/integrations/slack/sync.py", "from httpx2 import Client"),
    (reasons, SERVICE, "import os  # noqa: F401"),
    (reasons, SERVICE, "x = y  # type: ignore[name-defined]"),
    (reasons, SERVICE, "x = 1  # TODO: later"),
    (reasons, "tests/test_sample.py", "x = y  # type: ignore[name-defined]  # noqa: F821"),
]

GOOD: list[tuple[Lint, str, str]] = [
    (floats, DOMAIN, "from decimal import Decimal\nhalf = Decimal('0.5') / 2"),
    (floats, "src/leavebook/clock.py", "offset = 0.5"),
    (commits, "src/leavebook/storage/transaction.py", "connection.execute('COMMIT')"),
    (commits, SERVICE, "commitment = 'we commit to this'"),
    (clock, "src/leavebook/clock.py", "now = datetime.now(UTC)"),
    (clock, "src/leavebook/cli/serve.py", "now = datetime.now(UTC)"),
    (clock, SERVICE, "now = tx.now\nlater = clock.now()"),
    (clock, SERVICE, "import time\nstarted = time.monotonic()"),
    (environment, "src/leavebook/settings.py", "import os\nport = os.environ['PORT']"),
    (environment, SERVICE, "import os\nname = os.path.basename(path)"),
    (sql, "src/leavebook/storage/people/people.py", "tx.rows('SELECT id FROM employee')"),
    (sql, SERVICE, "'''SELECT id FROM employee is what storage does.'''"),
    (sql, SERVICE, "message = 'Select the people from the list'"),
    (sql, SERVICE, "topic = 'UPDATE is not what we do'"),
    (outgoing, "src/leavebook/integrations/slack/client.py", "import httpx2"),
    (outgoing, SERVICE, "from urllib.parse import urlsplit"),
    (reasons, SERVICE, "import os  # noqa: F401  kept for its side effect on import"),
    (reasons, SERVICE, "x = y  # type: ignore[name-defined]  # the plugin defines it later"),
    (reasons, SERVICE, "x = 1  # TODO: take two when the second site has opened"),
    (reasons, SERVICE, "x = '# noqa'"),
]


@pytest.mark.parametrize(("lint", "path", "code"), BAD)
def test_a_bad_example_is_found(lint: Lint, path: str, code: str) -> None:
    source = Source(path, dedent(code) + "\n")

    assert lint.covers(path)
    assert list(lint.find(source))


@pytest.mark.parametrize(("lint", "path", "code"), GOOD)
def test_a_good_example_passes(lint: Lint, path: str, code: str) -> None:
    source = Source(path, dedent(code) + "\n")

    assert not lint.covers(path) or not list(lint.find(source))


def test_every_lint_has_a_bad_and_a_good_example() -> None:
    assert {lint.NAME for lint, _, _ in BAD} == {lint.NAME for lint in ALL}
    assert {lint.NAME for lint, _, _ in GOOD} == {lint.NAME for lint in ALL}


def test_an_exception_needs_its_reason_on_the_line() -> None:
    reasoned = Source(SERVICE, "import os  # lint: environment: the shell is the subject here\n")
    bare = Source(SERVICE, "import os  # lint: environment\n")
    other = Source(SERVICE, "import os  # lint: clock: the shell is the subject here\n")

    assert reasoned.excuses("environment", 1)
    assert not bare.excuses("environment", 1)
    assert not other.excuses("environment", 1)
