"""Which files belong to the repository."""

import subprocess
from pathlib import Path


def tracked_files(*patterns: str) -> list[str]:
    """Return the files of the repository, new ones included, ignored ones not, in order.

    Outside a git working tree (an unpacked archive) every file of the tree counts.
    """
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--"]
    try:
        listing = subprocess.run([*command, *patterns], check=True, capture_output=True, text=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        return _every_file(*patterns)
    names = sorted(set(listing.stdout.split("\0")) - {""})
    return [name for name in names if Path(name).is_file()]


def _every_file(*patterns: str) -> list[str]:
    found = (path for pattern in patterns or ("*",) for path in Path().rglob(pattern))
    return sorted(
        str(path) for path in found if path.is_file() and not _is_hidden_folder(path.parts[:-1])
    )


def _is_hidden_folder(parents: tuple[str, ...]) -> bool:
    return any(part.startswith(".") and part != ".ci" for part in parents)
