"""Fills a database with companies of 2,000 people and ten requests each.

One person's year is made by the product itself and then copied, ids shifted, by the
administrator's login: every row is one that the product would have written.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg
from psycopg import sql

from leavebook.domain.calendar.spans import whole_days
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.storage.database import Database
from tests.cast import Cast, found_company

PEOPLE = 2_000
REQUESTS = 10

FIRST_ID = 700_000_001
"""Ids of the bench are so large that no other number in a statement can be taken for one."""

_STEP = 1_000
_COMPANY_STEP = 100_000_000

_TABLES = (
    "site", "user_account", "department", "employee", "employment_terms", "squad", "squad_member",
    "credential_use", "leave_type", "policy_version", "policy_assignment", "holiday",
    "holiday_year", "leave_request", "leave_span", "leave_request_day", "adjustment",
    "ledger_entry", "ledger_account", "balance", "event",
)  # fmt: skip

_OF_A_PERSON = (
    ("user_account", "id = %(user)s", ("id",)),
    ("employee", "id = %(employee)s", ("id", "user_id")),
    ("employment_terms", "employee_id = %(employee)s", ("id", "employee_id")),
    ("leave_request", "employee_id = %(employee)s", ("id", "employee_id")),
    ("leave_span", "employee_id = %(employee)s", ("id", "request_id", "employee_id")),
    (
        "leave_request_day",
        "request_id IN (SELECT id FROM leavebook.leave_request WHERE employee_id = %(employee)s)",
        ("request_id",),
    ),
    ("ledger_entry", "employee_id = %(employee)s", ("id", "employee_id")),
    ("ledger_account", "employee_id = %(employee)s", ("employee_id",)),
    ("balance", "employee_id = %(employee)s", ("employee_id",)),
    ("event", "employee_id = %(employee)s", ("id", "employee_id", "request_id")),
)

_UNIQUE_TEXT = {"email", "email_key", "employee_number", "codename"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The company that is measured; its people have consecutive ids, a step apart."""

    cast: Cast
    first_employee: int
    step: int
    people: int


def load_one_company(database: Database, admin_url: str, *, people: int = PEOPLE) -> Loaded:
    """Load one company of so many people with ten requests each."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        for table in ("employee", "user_account", "leave_request", "event"):
            admin.execute(
                sql.SQL("ALTER TABLE leavebook.{} ALTER COLUMN id RESTART WITH {}").format(
                    sql.Identifier(table), sql.Literal(FIRST_ID)
                )
            )
    cast = found_company(database)
    _a_year_of(cast)
    with psycopg.connect(admin_url) as admin:
        _copy_people(admin, cast, people)
        _skip_past(admin)
    _settle(admin_url)
    return Loaded(cast=cast, first_employee=cast.bea.employee_id, step=_STEP, people=people)


def load_more_companies(admin_url: str, loaded: Loaded, count: int) -> None:
    """Copy the company so many times, each copy a company of its own."""
    with psycopg.connect(admin_url) as admin:
        for turn in range(1, count + 1):
            _copy_company(admin, loaded.cast.company_id, turn)
        _skip_past(admin)
    _settle(admin_url)


def _a_year_of(cast: Cast) -> None:
    """Have Bea ask for ten days off, one a month, all approved but the last."""
    for month in range(1, REQUESTS + 1):
        day = date(2026, month, 1) + timedelta(days=(9 - date(2026, month, 1).weekday()) % 7 + 7)
        with cast.acting("ada") as tx:
            asked = LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(day),),
            )
            request = requests.submit(tx, asked)
        if month < REQUESTS:
            with cast.acting("mo") as tx:
                decisions.approve(tx, request.id)


def _copy_people(admin: psycopg.Connection[Any], cast: Cast, people: int) -> None:
    who = {"employee": cast.bea.employee_id, "user": cast.bea.user_id}
    for table, condition, shifted in _OF_A_PERSON:
        values = [
            _shifted(column, sql.SQL("turn.n * {}").format(sql.Literal(_STEP)))
            if column in shifted
            else _other(column)
            for column in _columns(admin, table)
        ]
        _insert(admin, table, values, condition, who, turns=(1, people - 1))


def _copy_company(admin: psycopg.Connection[Any], company_id: int, turn: int) -> None:
    offset = sql.Literal(turn * _COMPANY_STEP)
    ((new,),) = admin.execute(
        "INSERT INTO leavebook.company (codename, name, timezone, approval_policy)"
        " SELECT codename || '-' || %s, name, timezone, approval_policy FROM leavebook.company"
        " WHERE company_id = %s RETURNING company_id",
        (turn, company_id),
    ).fetchall()
    admin.execute("SET session_replication_role = replica")
    for table in _TABLES:
        values = [
            sql.Literal(new)
            if column == "company_id"
            else _shifted(column, offset)
            if column == "id" or column.endswith(("_id", "_by"))
            else _other(column)
            for column in _columns(admin, table)
        ]
        _insert(
            admin, table, values, "company_id = %(company)s", {"company": company_id}, turns=(1, 1)
        )
    admin.execute("SET session_replication_role = DEFAULT")
    admin.commit()


def _insert(
    admin: psycopg.Connection[Any],
    table: str,
    values: list[sql.Composable],
    condition: str,
    who: dict[str, int],
    *,
    turns: tuple[int, int],
) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, _columns(admin, table)))
    admin.execute(
        sql.SQL(
            "INSERT INTO leavebook.{table} ({names}) OVERRIDING SYSTEM VALUE"
            " SELECT {values} FROM leavebook.{table} AS t"
            " CROSS JOIN generate_series({first}, {last}) AS turn (n)"
            " WHERE " + condition
        ).format(
            table=sql.Identifier(table),
            names=names,
            values=sql.SQL(", ").join(values),
            first=sql.Literal(turns[0]),
            last=sql.Literal(turns[1]),
        ),
        who,
    )


def _shifted(column: str, offset: sql.Composable) -> sql.Composable:
    return sql.SQL("t.{} + {}").format(sql.Identifier(column), offset)


def _other(column: str) -> sql.Composable:
    if column == "uuid":
        return sql.SQL("gen_random_uuid()")
    if column in _UNIQUE_TEXT:
        return sql.SQL("turn.n || '-' || t.{}").format(sql.Identifier(column))
    if column == "source":
        return sql.SQL(
            "CASE WHEN t.source ~ '^[0-9]+$' THEN (t.source::bigint + turn.n * {step})::text"
            " ELSE t.source END"
        ).format(step=sql.Literal(_STEP))
    return sql.SQL("t.{}").format(sql.Identifier(column))


def _columns(admin: psycopg.Connection[Any], table: str) -> list[str]:
    rows = admin.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = 'leavebook' AND table_name = %s ORDER BY ordinal_position",
        (table,),
    )
    return [row[0] for row in rows]


def _skip_past(admin: psycopg.Connection[Any]) -> None:
    """Let every identity go on after the largest copied id."""
    for table in (*_TABLES, "credential"):
        if "id" in _columns(admin, table):
            admin.execute(
                sql.SQL(
                    "SELECT setval(pg_get_serial_sequence({name}, 'id'),"
                    " (SELECT max(id) + 1 FROM leavebook.{table}))"
                    " WHERE EXISTS (SELECT 1 FROM leavebook.{table})"
                ).format(name=sql.Literal(f"leavebook.{table}"), table=sql.Identifier(table))
            )
    admin.commit()


def _settle(admin_url: str) -> None:
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("VACUUM ANALYZE")
        admin.execute("CHECKPOINT")
