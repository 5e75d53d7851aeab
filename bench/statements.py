"""Reads out of PostgreSQL's own log which statements a call runs, and makes a pgbench script of them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.load import FIRST_ID

_LINE = re.compile(r"^@@(\d+) (\w+):  (.*)$")
_STATEMENT = re.compile(r"^(?:statement|execute [^:]+): (.*)$", re.DOTALL)
_PARAMETER = re.compile(r"\$(\d+) = ('(?:[^']|'')*'|NULL)")


@contextmanager
def logged(admin_url: str) -> Iterator[None]:
    """Have the server's login log every statement of the sessions that begin in this block."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET log_line_prefix = '@@%p '")
        admin.execute("SELECT pg_reload_conf()")
        admin.execute("ALTER ROLE leavebook_server SET log_statement = 'all'")
        yield
        admin.execute("ALTER ROLE leavebook_server RESET log_statement")


def statements_since(log: Path, offset: int) -> list[str]:
    """Return the statements logged after the offset, in order, their parameters filled in."""
    found: list[str] = []
    for text in _entries(log.read_text(errors="replace")[offset:]):
        kind, rest = text
        if kind == "LOG" and (match := _STATEMENT.match(rest)):
            found.append(match[1])
        elif kind == "DETAIL" and found and rest.lower().startswith("parameters: "):
            found[-1] = _filled(found[-1], rest)
    return found


def script_of(statements: list[str], *, replaced: dict[int, str]) -> str:
    """Return a pgbench script of the statements; whole numbers of rows become variables.

    `replaced` says which id becomes which expression. The id of a new request is read from
    its INSERT and used from there on, as the product does.
    """
    lines = []
    new_request = ""
    for statement in statements:
        text = _with_fresh_uuids(_with(statement, replaced, new_request))
        one_line = " ".join(text.split())
        if "INSERT INTO leave_request (" in text:
            new_request = str(_returned(statements))
            lines.append(f"{one_line} \\gset new_")
        else:
            lines.append(f"{one_line};")
    return "\n".join(lines) + "\n"


def _entries(text: str) -> Iterator[tuple[str, str]]:
    kind, body = "", ""
    for line in text.splitlines():
        if match := _LINE.match(line):
            if kind:
                yield kind, body
            kind, body = match[2], match[3]
        else:
            body += "\n" + line.removeprefix("\t")
    if kind:
        yield kind, body


def _filled(statement: str, detail: str) -> str:
    values = {int(number): value for number, value in _PARAMETER.findall(detail)}
    return re.sub(r"\$(\d+)", lambda match: values.get(int(match[1]), match[0]), statement)


def _with(statement: str, replaced: dict[int, str], new_request: str) -> str:
    for number, expression in replaced.items():
        statement = statement.replace(f"'{number}'", expression)
    # In a prepared statement the place decides the type, so one variable does for id and text.
    return statement.replace(f"'{new_request}'", ":new_id") if new_request else statement


def _with_fresh_uuids(statement: str) -> str:
    if "INSERT INTO event" in statement or "INSERT INTO leave_request (" in statement:
        return re.sub(r"'[0-9a-f]{8}-[0-9a-f-]{27}'", "gen_random_uuid()", statement)
    return statement


def _returned(statements: list[str]) -> int:
    """Return the id of the request that the call made, as later statements name it."""
    days = next(each for each in statements if "INSERT INTO leave_request_day" in each)
    numbers = [int(number) for number in re.findall(r"'(\d{9,})'", days)]
    return next(number for number in numbers if number >= FIRST_ID)
