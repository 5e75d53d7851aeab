"""Run every lint over the tracked Python files; exit status 1 when something is found."""

import sys
from pathlib import Path

from tools.lints import ALL, Source
from tools.tracked import tracked_files


def main() -> int:
    """Print every finding as path:line and return 1 when there is one."""
    findings = [
        f"{source.path}:{finding.line}: {lint.NAME}: {finding.what} ({lint.RULE})"
        for source in _sources()
        for lint in ALL
        if lint.covers(source.path)
        for finding in lint.find(source)
        if not source.excuses(lint.NAME, finding.line)
    ]
    for finding in findings:
        print(finding)
    return 1 if findings else 0


def _sources() -> list[Source]:
    return [Source(path, Path(path).read_text("utf-8")) for path in tracked_files("*.py")]


if __name__ == "__main__":
    sys.exit(main())
