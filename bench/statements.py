"""Reads the statements of a call from PostgreSQL's own log, and makes a pgbench script of them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.load import FIRST_ID

_LINE = re.compile(r"^@@(\d+) (\w+):  (.*)$")
_STATEMENT = re.compile(r"^(?:statement|execute [^:]+): (.*)$", re.DOTALL)
_PARAMETER = re.compile(r"\$(\d+) = ('(?:[^']|'')*'|NULL)")
_PLACE = re.compile(r"\$(\d+)")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as PostgreSQL got it, with the text of its parameters."""

    text: str
    parameters: dict[int, str | None]


@dataclass(frozen=True, slots=True)
class Script:
    """A pgbench script, and the variables it begins with."""

    text: str
    variables: dict[str, str]


@contextmanager
def logged(admin_url: str) -> Iterator[None]:
    """Have the server's login log every statement of the sessions that begin in this block."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET log_line_prefix = '@@%p '")
        admin.execute("SELECT pg_reload_conf()")
        admin.execute("ALTER ROLE leavebook_server SET log_statement = 'all'")
        yield
        admin.execute("ALTER ROLE leavebook_server RESET log_statement")


def statements_since(log: Path, offset: int) -> list[Statement]:
    """Return the statements logged after the offset, in order."""
    found: list[Statement] = []
    for kind, text in _entries(log.read_text(errors="replace")[offset:]):
        if kind == "LOG" and (match := _STATEMENT.match(text)):
            found.append(Statement(match[1], {}))
        elif kind == "DETAIL" and found and text.lower().startswith("parameters: "):
            found[-1] = Statement(found[-1].text, _parameters(text))
    return found


def script_of(statements: list[Statement], *, replaced: dict[int, str]) -> Script:
    """Return a pgbench script of the statements, their parameters as variables of pgbench.

    So PostgreSQL plans for both as it plans for a driver. `replaced` says which id becomes
    which variable. The id of a new request is read from its INSERT and used from there on.
    """
    lines, variables = [], {}
    names = {str(number): variable for number, variable in replaced.items()}
    for place, statement in enumerate(statements):
        text = statement.text
        for number, value in statement.parameters.items():
            name = f"s{place}p{number}"
            written = _written(text, value, names, f":{name}")
            if written == f":{name}" and value is not None:
                variables[name] = value
            text = re.sub(rf"\${number}(?!\d)", written.replace("\\", "\\\\"), text)
        lines.append(" ".join(text.split()))
        if "INSERT INTO leave_request (" in text:
            lines[-1] += " \\gset new_"
            names[_new_request(statements)] = ":new_id"
        else:
            lines[-1] += ";"
    return Script("\n".join(lines) + "\n", variables)


def _written(text: str, value: str | None, names: dict[str, str], variable: str) -> str:
    if value is None:
        return "NULL"
    if _UUID.fullmatch(value) and text.lstrip().startswith("INSERT"):
        return "gen_random_uuid()"
    return names.get(value, variable)


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


def _parameters(detail: str) -> dict[int, str | None]:
    return {
        int(number): None if value == "NULL" else value[1:-1].replace("''", "'")
        for number, value in _PARAMETER.findall(detail)
    }


def _new_request(statements: list[Statement]) -> str:
    """Return the id of the request that the call made, as the rows of its days name it."""
    days = next(each for each in statements if "INSERT INTO leave_request_day" in each.text)
    values = [value for value in days.parameters.values() if value and value.isdigit()]
    return next(value for value in values if int(value) >= FIRST_ID)
