"""People from a file: all of them or none, and never twice."""

from datetime import date
from decimal import Decimal

import pytest

from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import AccessLevel, CompanyId, EmployeeId, Role, UserId
from leavebook.domain.people.people_faults import Why
from leavebook.domain.problems import Refused
from leavebook.queries.books.balance_cards import balance_cards
from leavebook.services.people.people_import import PeoplePlan, Step, check_file, take_file
from leavebook.storage.people import roster
from leavebook.storage.people.roster import Known
from leavebook.storage.transaction import in_company
from tests.cast import NOW, TODAY, Cast

HEAD = "Name,E-mail,Number,First day,Site,Department,Manager,Hours a week,Role,Opening balance AL"


def file_of(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *lines]).encode()


def everybody(cast: Cast) -> dict[str | None, Known]:
    with cast.acting() as tx:
        return {each.email_key: each for each in roster.everybody(tx, today=TODAY)}


def taken(cast: Cast, raw: bytes, who: str | None = "ada") -> PeoplePlan:
    with cast.acting(who) as tx:
        return take_file(tx, raw)


def reasons(planned: PeoplePlan) -> list[tuple[int, str, Why]]:
    return [(fault.line, fault.column, fault.why) for fault in planned.faults]


NINA = (
    "Nina New,nina@acme.example,N-1,2026-05-01,Berlin Office,Sales,omar@acme.example,30,employee,"
)
OMAR = "Omar Over,omar@acme.example,N-2,1.4.2026,,Sales,,,manager,2.5"


def test_people_are_taken_on_with_everything_the_file_says(cast: Cast) -> None:
    planned = taken(cast, file_of(NINA, OMAR))

    assert not planned.faults
    assert [each.step for each in planned.people] == [Step.TAKEN_ON] * 2
    known = everybody(cast)
    nina, omar = known["nina@acme.example"], known["omar@acme.example"]
    assert nina.manager_id == omar.employee_id
    assert (nina.department, nina.weekly_minutes, nina.role) == ("Sales", 1800, "employee")
    assert (nina.joined_on, omar.joined_on) == (date(2026, 5, 1), date(2026, 4, 1))
    assert (omar.site, omar.weekly_minutes, omar.role) == ("Berlin Office", 2400, "manager")


def test_an_opening_balance_comes_on_top_of_what_the_policy_grants(cast: Cast) -> None:
    taken(cast, file_of(OMAR, "Pia Plain,pia@acme.example,,1.4.2026,,,,,,"))

    known = everybody(cast)
    with cast.acting("ada") as tx:
        omar, pia = (
            next(card for card in balance_cards(tx, each.employee_id or 0) if card.code == "AL")
            for each in (known["omar@acme.example"], known["pia@acme.example"])
        )
    assert omar.remaining - pia.remaining == Decimal("2.5")
    with cast.acting() as tx:
        row = tx.row("SELECT kind, amount FROM adjustment ORDER BY id DESC LIMIT 1")
    assert row is not None
    assert (row.kind, row.amount) == ("opening", Decimal("2.5"))


def test_the_same_file_again_changes_nothing_and_says_so(cast: Cast) -> None:
    raw = file_of(NINA, OMAR)
    taken(cast, raw)
    before = counted(cast)

    again = taken(cast, raw)

    assert again.changes_nothing
    assert counted(cast) == before


def test_a_file_that_says_something_else_changes_just_that(cast: Cast) -> None:
    taken(cast, file_of(NINA, OMAR))

    changed = taken(
        cast,
        file_of("Nina Newer,NINA@acme.example,N-1,,,Support,mo@acme.example,20,,1").replace(
            b"mo@acme.example", cast.mo.email.encode()
        ),
    )

    (nina,) = changed.people
    assert nina.changed == ("Name", "Department", "Manager", "Hours a week", "Opening balance")
    known = everybody(cast)["nina@acme.example"]
    assert (known.full_name, known.department) == ("Nina Newer", "Support")
    assert known.weekly_minutes == 1200  # from her first day on, which is yet to come
    assert known.manager_id == cast.mo.employee_id


def test_a_dry_run_writes_nothing(cast: Cast) -> None:
    before = counted(cast)

    with cast.acting("ada") as tx:
        planned = check_file(tx, file_of(NINA, OMAR))

    assert len(planned.of(Step.TAKEN_ON)) == 2
    assert planned.new_departments == ("Sales",)
    assert counted(cast) == before


def test_one_bad_line_and_nobody_is_taken_on(cast: Cast) -> None:
    before = counted(cast)

    planned = taken(cast, file_of(NINA, OMAR, "X,not an address,,,,,,,,"))

    assert reasons(planned) == [(4, "E-mail", Why.NOT_AN_EMAIL)]
    assert counted(cast) == before


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        (",x@acme.example,,2026-04-01,,,,,,", "Name", Why.MISSING),
        ("X,,,2026-04-01,,,,,,", "E-mail", Why.MISSING),
        ("X,x@acme.example,,,,,,,,", "First day", Why.MISSING),
        ("X,x@acme.example,,04/01/2026,,,,,,", "First day", Why.NOT_A_DATE),
        ("X,x@acme.example,,31.2.2026,,,,,,", "First day", Why.NOT_A_DATE),
        ("X,x@acme.example,,1888-01-01,,,,,,", "First day", Why.OUT_OF_RANGE),
        ("X,x@acme.example,,2026-04-01,Atlantis,,,,,", "Site", Why.UNKNOWN_SITE),
        ("X,x@acme.example,,2026-04-01,,,who@acme.example,,,", "Manager", Why.UNKNOWN_MANAGER),
        ("X,x@acme.example,,2026-04-01,,,x@acme.example,,,", "Manager", Why.OWN_MANAGER),
        ("X,x@acme.example,,2026-04-01,,,nobody,,,", "Manager", Why.NOT_AN_EMAIL),
        ("X,x@acme.example,,2026-04-01,,,,many,,", "Hours a week", Why.NOT_A_NUMBER),
        ("X,x@acme.example,,2026-04-01,,,,200,,", "Hours a week", Why.OUT_OF_RANGE),
        ("X,x@acme.example,,2026-04-01,,,,38.33,,", "Hours a week", Why.NOT_WHOLE_MINUTES),
        ("X,x@acme.example,,2026-04-01,,,,,king,", "Role", Why.UNKNOWN_ROLE),
        ("X,x@acme.example,,2026-04-01,,,,,,lots", "AL", Why.NOT_A_NUMBER),
        (f"{'X' * 151},x@acme.example,,2026-04-01,,,,,,", "Name", Why.TOO_LONG),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(
    cast: Cast, line: str, column: str, why: Why
) -> None:
    with cast.acting("ada") as tx:
        planned = check_file(tx, file_of(line))

    assert reasons(planned) == [(2, column, why)]


def test_addresses_and_numbers_belong_to_one_person(cast: Cast) -> None:
    number = everybody(cast)[cast.bea.email].employee_number
    with cast.acting("ada") as tx:
        planned = check_file(
            tx,
            file_of(
                "X,x@acme.example,7,2026-04-01,,,,,,",
                "Y,X@ACME.example,7,2026-04-01,,,,,,",
                f"Z,z@acme.example,{number},2026-04-01,,,,,,",
            ),
        )

    assert reasons(planned) == [
        (3, "E-mail", Why.TWICE_IN_FILE),
        (3, "Number", Why.TWICE_IN_FILE),
        (4, "Number", Why.TAKEN),
    ]


def test_managers_do_not_lead_in_a_circle(cast: Cast) -> None:
    lines = [
        "A,a@acme.example,,2026-04-01,,,b@acme.example,,,",
        "B,b@acme.example,,2026-04-01,,,c@acme.example,,,",
        "C,c@acme.example,,2026-04-01,,,a@acme.example,,,",
        "D,d@acme.example,,2026-04-01,,,a@acme.example,,,",
        f"Ada,{cast.ada.email},,,,,{cast.bea.email},,,",
    ]
    with cast.acting("ada") as tx:
        planned = check_file(tx, file_of(*lines))

    # Bea answers to Mo, and Mo to Ada.
    circles = [line for line, _, why in reasons(planned) if why is Why.MANAGERS_IN_A_CIRCLE]
    assert circles == [2, 3, 4, 6]


def test_what_a_file_cannot_change_is_told(cast: Cast) -> None:
    taken(cast, file_of(OMAR))

    with cast.acting("ada") as tx:
        planned = check_file(tx, file_of("Omar Over,omar@acme.example,N-9,2026-04-02,,,,,hr,3"))

    assert reasons(planned) == [
        (2, "First day", Why.STAYS_AS_IT_IS),
        (2, "Number", Why.STAYS_AS_IT_IS),
        (2, "Opening balance", Why.OPENED_OTHERWISE),
        (2, "Role", Why.STAYS_AS_IT_IS),
    ]


def test_a_column_of_a_leave_type_that_there_is_none_of_is_told(cast: Cast) -> None:
    head = "Name,E-mail,First day,Opening balance Moon leave,Opening balance Unpaid Leave"
    with cast.acting("ada") as tx:
        planned = check_file(tx, file_of("X,x@acme.example,2026-04-01,1,", head=head))

    assert reasons(planned) == [
        (1, "Opening balance Moon leave", Why.UNKNOWN_LEAVE_TYPE),
        (1, "Opening balance Unpaid Leave", Why.UNKNOWN_LEAVE_TYPE),
    ]


def test_nobody_takes_on_somebody_above_them(cast: Cast) -> None:
    boss = file_of("Boss,boss@acme.example,,2026-04-01,,,,,admin,")
    hr = Actor(
        CompanyId(cast.company_id),
        user_id=UserId(cast.mo.user_id),
        employee_id=EmployeeId(cast.mo.employee_id),
        role=Role.HR,
        level=AccessLevel.HEAD,
    )

    with cast.acting("ada") as tx:
        by_ada = check_file(tx, boss)
    with in_company(cast.database, cast.company_id, actor=hr, now=NOW, door="test") as tx:
        by_hr = check_file(tx, boss)
    with cast.acting("mo") as tx, pytest.raises(Refused):
        check_file(tx, boss)

    assert not by_ada.faults
    assert reasons(by_hr) == [(2, "Role", Why.ROLE_NOT_YOURS)]


def test_a_login_without_an_employee_is_taken_on_and_keeps_its_role(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run(
            """
            INSERT INTO user_account (company_id, email, email_key, name, role, access_level,
                                      created_at)
            VALUES (%(c)s, 'fay@acme.example', 'fay@acme.example', 'Fay', 'admin', 'executive',
                    %(now)s)
            """,
            c=tx.company.id,
            now=tx.now,
        )

    planned = taken(cast, file_of("Fay Founder,fay@acme.example,,2026-04-01,,,,,,"))

    assert not planned.faults
    fay = everybody(cast)["fay@acme.example"]
    assert fay.employee_id is not None
    assert (fay.role, fay.employee_number) == ("admin", "1")


def counted(cast: Cast) -> tuple[int, ...]:
    with cast.acting() as tx:
        return tuple(
            tx.value(f"SELECT count(*) FROM {table}")
            for table in (
                "user_account",
                "employee",
                "employment_terms",
                "department",
                "adjustment",
                "ledger_entry",
                "event",
            )
        )
