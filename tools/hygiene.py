"""Refuse what has no place in the repository.

Addresses of package registries, paths of somebody's machine, private keys, and locks that
could be installed without a hash.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.tracked import tracked_files

# Written in pieces, so that this file passes its own check.
_REGISTRIES = [
    "py" + r"pi\.org",
    "python" + r"hosted\.org",
    "registry" + r"\.npmjs\.org",
    "registry" + r"\.yarnpkg\.com",
    "proxy" + r"\.golang\.org",
    "crates" + r"\.io",
    "rubygems" + r"\.org",
]
FORBIDDEN = {
    "address of a package registry": re.compile("|".join(_REGISTRIES)),
    "path of one machine": re.compile(
        r"(?<![\w.~/-])/(?:"
        + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me/\\w", "Us" + "ers/\\w", "t" + "mp"])
        + r")(?:/|\b(?![\w-]))"
    ),
    "private key": re.compile("-----BEGIN " + "[A-Z ]*PRIVATE KEY-----"),
}
_EXCUSE = re.compile(r"lint: hygiene: \S+")
_LARGEST = 1_000_000


def main() -> int:
    """Print every finding as path:line and return 1 when there is one."""
    findings = [finding for path in tracked_files() for finding in _findings(path)]
    for finding in findings:
        print(finding)
    if not findings:
        print("hygiene: no registry, machine path or key in any file; every lock carries hashes")
    return 1 if findings else 0


def _findings(path: str) -> Iterator[str]:
    content = Path(path).read_bytes()
    if len(content) > _LARGEST:
        yield f"{path}: {len(content)} bytes; nothing that large belongs here"
    if b"\0" in content:
        return
    text = content.decode("utf-8", errors="replace")
    for line, what in problems(text):
        yield f"{path}:{line}: {what}"
    if path.endswith(".lock"):
        for line, what in lock_problems(text):
            yield f"{path}:{line}: {what}"


def problems(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and kind of everything that may not be in a file."""
    for number, line in enumerate(text.splitlines(), start=1):
        for kind, pattern in FORBIDDEN.items():
            match = pattern.search(line)
            if match and not _EXCUSE.search(line):
                yield number, f"{kind}: {match[0]}"


def lock_problems(text: str) -> Iterator[tuple[int, str]]:
    """Yield every requirement that is not pinned by version and hash, and every address."""
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if re.search(r"https?://|^\s*-|\s@\s", line) and not line.startswith("    --hash="):
            yield number, "a lock names no address and no option"
        elif re.match(r"\w", line):
            if "==" not in line:
                yield number, "not pinned to a version"
            if number == len(lines) or not lines[number].startswith("    --hash=sha256:"):
                yield number, "no hash"


if __name__ == "__main__":
    sys.exit(main())
