"""Runs the case files of a directory: `python -m tests.cases DIR`."""

import sys
from collections import Counter
from pathlib import Path

from tests.cases.runner import Result, Verdict, read_cases, run

USAGE = 2


def main(arguments: list[str]) -> int:
    """Print what failed and, last, the counts; peer-specific cases are told apart."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m tests.cases DIR\n")
        return USAGE
    results = [run(case) for case in read_cases(Path(arguments[0]))]
    counted = [result for result in results if not result.case.peer_specific]
    apart = [result for result in results if result.case.peer_specific]
    for result in counted:
        _show(result)
    if apart:
        _say(f"Peer-specific, for information only ({_counts(apart)}):")
        for result in apart:
            _show(result)
    _say(_counts(counted))
    return 0 if all(result.verdict is Verdict.PASSED for result in counted) else 1


def _show(result: Result) -> None:
    case = result.case
    if result.verdict is Verdict.UNSUPPORTED:
        _say(f"{case.id}: kind {case.kind} of {case.theme} is not supported")
    for difference in result.differences:
        _say(f"{case.id}: {difference}  ({case.description})")


def _counts(results: list[Result]) -> str:
    by_verdict = Counter(result.verdict for result in results)
    return ", ".join(f"{by_verdict[verdict]} {verdict}" for verdict in Verdict)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
