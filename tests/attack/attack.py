"""Attacks every described endpoint with generated calls, good and bad, as one caller."""

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.matrix.calls import CALLS
from tests.matrix.scene import Subject
from tests.matrix.table import About

CHECKS: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
)
LEFT_OUT: Final = ("geniushr_log_out",)
"""Ends the credential that the attack comes with; it has tests of its own."""

_COUNTED: Final = re.compile(r"(\d+) generated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How an attack went."""

    cases: int
    status: int
    text: str


def attack(
    server: str, folder: Path, *, token: str | None, about: Subject | None, per_endpoint: int
) -> Report:
    """Attack the server and return how it went; 0 is the status of an attack that found nothing.

    With a subject, ids in paths are those of a person and a request that there are.
    """
    settings = folder / "schemathesis.toml"
    settings.write_text("" if about is None else _real_ids(about))
    header = () if token is None else ("--header", f"Authorization: Bearer {token}")
    # Twins under another path are the same endpoints.
    twins = ("--exclude-operation-id-regex", "_of_service$")
    left_out = [part for name in LEFT_OUT for part in ("--exclude-operation-id", name)]
    ran = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            *("--config-file", str(settings)),
            *("run", f"{server}/api/doc.json", *header, *left_out, *twins),
            *("--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing"),
            *("--max-examples", str(per_endpoint), "--continue-on-failure", "--no-color"),
            *("--generation-database", "none", "--suppress-health-check", "all"),
            *("--warnings", "off", "--seed", "7", "--request-timeout", "20"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    text = ran.stdout + ran.stderr
    counted = _COUNTED.search(text)
    return Report(cases=int(counted[1]) if counted else 0, status=ran.returncode, text=text)


def _real_ids(about: Subject) -> str:
    parts: list[str] = []
    for door, calls in CALLS.items():
        for name, said in calls.items():
            if said.about in {About.PERSON, About.REQUEST} and (ids := said.parts(about)):
                parts.append(_ids_of(f"{door}_{name.partition('/')[0]}", ids))
    return "\n".join(dict.fromkeys(parts))


def _ids_of(operation: str, ids: Mapping[str, object]) -> str:
    values = ", ".join(f'"path.{name}" = "{value}"' for name, value in ids.items())
    return f'[[operations]]\ninclude-operation-id = "{operation}"\nparameters = {{ {values} }}\n'
