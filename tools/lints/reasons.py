"""Whoever silences a checker, or leaves work for later, says why."""

import io
import re
import tokenize
from collections.abc import Iterator

from tools.lints.source import Finding, Source

NAME = "reasons"
RULE = "a silenced checker and a postponed task carry their reason"

_NOQA = re.compile(r"#\s*(?:ruff:\s*)?noqa(?::\s*[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*)?")
_IGNORE = re.compile(r"#\s*type:\s*ignore(?:\[[^\]]*\])?")
_LATER = re.compile(r"#\s*(?:TODO|FIXME|XXX|HACK)\b(?:\([^)]*\))?:?", re.IGNORECASE)
_A_REASON = re.compile(r"\w+\W+\w+")


def covers(path: str) -> bool:
    """Tell whether the lint applies to the file."""
    return path.endswith(".py")


def find(source: Source) -> Iterator[Finding]:
    """Yield every silencing comment that is not followed by at least two words."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type != tokenize.COMMENT:
            continue
        for silencer in (_NOQA, _IGNORE, _LATER):
            match = silencer.search(token.string)
            if match and not _A_REASON.search(_after(token.string, match)):
                yield Finding(token.start[0], match[0])


def _after(comment: str, match: re.Match[str]) -> str:
    rest = comment[match.end() :]
    for silencer in (_NOQA, _IGNORE):
        rest = silencer.sub("", rest)
    return rest
