"""A PostgreSQL of the company's own, as Debian brings it, with logins as the handbook has them."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg

from tests.faults.running import free_port

BINARIES: Final = Path("/usr/lib/postgresql/15/bin")
_NOT_ROOT: Final = "postgres"

# docs/howto/external-postgresql.md, "Two logins".
_BY_THE_ADMINISTRATOR: Final = (
    "CREATE ROLE leavebook_owner LOGIN PASSWORD 'owner' NOSUPERUSER CREATEROLE",
    "CREATE ROLE leavebook_server LOGIN PASSWORD 'server' NOSUPERUSER NOBYPASSRLS",
    "CREATE ROLE careless LOGIN NOSUPERUSER BYPASSRLS",
    "CREATE DATABASE leavebook OWNER leavebook_owner",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class External:
    """The logins of a running PostgreSQL."""

    admin_url: str
    owner_url: str
    server_url: str
    careless_url: str


def why_not() -> str | None:
    """Return why there is no such PostgreSQL here, or None when there is."""
    if not (BINARIES / "initdb").exists():
        return f"NOT TESTED AGAINST AN EXTERNAL POSTGRESQL: {BINARIES} is not there"
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "NOT TESTED AGAINST AN EXTERNAL POSTGRESQL: it does not run as root"
    return None


@contextmanager
def running() -> Iterator[External]:
    """Make a cluster of its own in a temporary directory, run it, and throw it away."""
    folder = Path(tempfile.mkdtemp(prefix="leavebook-external-"))
    data, port = folder / "data", free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, _NOT_ROOT)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
    _run("initdb", "-D", data, "-U", "admin", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    _run("pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        address = f"127.0.0.1:{port}"
        with psycopg.connect(f"postgresql://admin@{address}/postgres", autocommit=True) as admin:
            for statement in _BY_THE_ADMINISTRATOR:
                admin.execute(statement.encode())
        yield External(
            admin_url=f"postgresql://admin@{address}/leavebook",
            owner_url=f"postgresql://leavebook_owner:owner@{address}/leavebook",
            server_url=f"postgresql://leavebook_server:server@{address}/leavebook",
            careless_url=f"postgresql://careless@{address}/leavebook",
        )
    finally:
        _run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: object) -> None:
    command = [str(BINARIES / program), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", _NOT_ROOT, "--", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
