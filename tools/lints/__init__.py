"""Lints of our own, for what the general linters cannot know about this product.

Each lint is one module with a `NAME`, a `RULE` (one sentence, printed with a finding), a
`covers(path)` and a `find(source)`. An exception is a comment with a reason on the line:
`# lint: <name>: <reason>`.
"""

from tools.lints import clock, commits, environment, floats, outgoing, reasons, sql
from tools.lints.source import Finding, Lint, Source

ALL: tuple[Lint, ...] = (clock, commits, environment, floats, outgoing, reasons, sql)

__all__ = ["ALL", "Finding", "Lint", "Source"]
