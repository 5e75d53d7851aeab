"""The vendors' stand-ins for tests: started when first asked for, stopped with the test run."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.faults.running import free_port
from tests.standins.google import write_calendar_spec
from tests.standins.installing import HERE, NotInstalled, modules
from tests.standins.serving import serving

PRISM = "@stoplight/prism-cli/dist/index.js"
EMULATE = "emulate/dist/index.js"
SPECS = Path(os.environ.get("LEAVEBOOK_TEST_SPECS", HERE.parents[2] / "shared" / "specs"))

Prism = Callable[[str | Path], str]
Emulate = Callable[..., str]


@pytest.fixture(scope="session")
def standins() -> Path:
    """Install the stand-ins, or skip the test loudly where that cannot be done."""
    try:
        return modules()
    except NotInstalled as error:
        pytest.skip(f"NOT TESTED AGAINST THE VENDORS' STAND-INS: {error}")


@pytest.fixture(scope="session")
def prism(standins: Path) -> Iterator[Prism]:
    """Serve an OpenAPI description and give the address; a bare name is one of SPECS."""
    started: dict[Path, str] = {}
    with ExitStack() as running:

        def serve(spec: str | Path) -> str:
            path = (SPECS / spec).resolve()
            if not path.exists():
                pytest.skip(f"NOT TESTED AGAINST THE VENDOR'S DESCRIPTION: {path} is not there")
            if path not in started:
                port = free_port()
                arguments = ("mock", "--host", "127.0.0.1", "--port", port, path)
                started[path] = running.enter_context(serving(PRISM, arguments, port=port))
            return started[path]

        yield serve


@pytest.fixture(scope="session")
def emulate(standins: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulate]:
    """Run one of emulate's services, with what it is to hold at first, and give the address."""
    started: dict[str, str] = {}
    folder = tmp_path_factory.mktemp("emulate")
    with ExitStack() as running:

        def serve(service: str, seed: Mapping[str, Any] | None = None) -> str:
            key = json.dumps([service, seed], sort_keys=True)
            if key not in started:
                port = free_port()
                held = folder / f"{service}-{len(started)}.json"
                held.write_text(json.dumps(seed or {service: {}}))
                arguments = ("start", "--service", service, "--port", port, "--seed", held)
                started[key] = running.enter_context(
                    serving(
                        EMULATE,
                        (*arguments, "--base-url", f"http://127.0.0.1:{port}"),
                        port=port,
                    )
                )
            return started[key]

        yield serve


@pytest.fixture(scope="session")
def google_calendar_spec(standins: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Convert Google's own description of its Calendar API into a file that Prism serves."""
    return write_calendar_spec(tmp_path_factory.mktemp("google"))
