"""The people of the demo who have a name and a part to play."""

from dataclasses import dataclass

from leavebook.domain.people.people import AccessLevel, Gender, Role

FULL_TIME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a demo company; the key is the first part of their e-mail address.

    `is_new` joined on the first day of the current leave year and has not asked for any leave.
    `opens_with_request` is somebody whose request waits for the manager.
    """

    key: str
    name: str
    number: str
    site: str
    department: str
    gender: Gender
    role: Role = Role.EMPLOYEE
    level: AccessLevel = AccessLevel.EMPLOYEE
    weekly_hours: int = FULL_TIME
    reports_to: str | None = None
    squad: str | None = None
    is_new: bool = False
    is_named: bool = True
    opens_with_request: bool = False


def _in_engineering(key: str, name: str, number: str, gender: Gender, hours: int) -> Person:
    return Person(
        key=key,
        name=name,
        number=number,
        site="Berlin Office",
        department="Engineering",
        gender=gender,
        weekly_hours=hours,
        reports_to="maya",
        is_new=key == "john",
    )


ACME = (
    Person(
        key="ada",
        name="Ada Admin",
        number="EMP-000",
        site="Berlin Office",
        department="Management",
        gender=Gender.FEMALE,
        role=Role.ADMIN,
        level=AccessLevel.EXECUTIVE,
    ),
    Person(
        key="maya",
        name="Maya Manager",
        number="EMP-001",
        site="Berlin Office",
        department="Engineering",
        gender=Gender.FEMALE,
        role=Role.MANAGER,
        level=AccessLevel.MANAGER,
        reports_to="ada",
    ),
    Person(
        key="jane",
        name="Jane Smith",
        number="EMP-003",
        site="London Office",
        department="Sales",
        gender=Gender.FEMALE,
        role=Role.MANAGER,
        level=AccessLevel.MANAGER,
        reports_to="ada",
    ),
    _in_engineering("erik", "Erik Employee", "EMP-002", Gender.MALE, 30),
    _in_engineering("john", "John Doe", "EMP-042", Gender.MALE, FULL_TIME),
    Person(
        key="lena",
        name="Lena Lead",
        number="EMP-004",
        site="London Office",
        department="Sales",
        gender=Gender.FEMALE,
        level=AccessLevel.LEAD,
        reports_to="jane",
    ),
    Person(
        key="sven",
        name="Sven South",
        number="EMP-005",
        site="Sydney Office",
        department="Sales",
        gender=Gender.MALE,
        reports_to="jane",
        is_new=True,
    ),
)


def _in_tribe(
    key: str,
    name: str,
    number: str,
    gender: Gender,
    standing: tuple[Role, AccessLevel] = (Role.EMPLOYEE, AccessLevel.EMPLOYEE),
    *,
    reports_to: str | None = None,
    squad: str | None = None,
) -> Person:
    return Person(
        key=key,
        name=name,
        number=number,
        site="Sydney",
        department="Delivery" if squad else "Office",
        gender=gender,
        role=standing[0],
        level=standing[1],
        reports_to=reports_to,
        squad=squad,
        is_new=key in {"lea", "tom", "zoe"},
    )


_A_MANAGER = (Role.MANAGER, AccessLevel.MANAGER)
_A_LEAD = (Role.EMPLOYEE, AccessLevel.LEAD)
_AN_EMPLOYEE = (Role.EMPLOYEE, AccessLevel.EMPLOYEE)

TRIBE = (
    _in_tribe(
        "eve", "Eve Executive", "TRB-001", Gender.FEMALE, (Role.ADMIN, AccessLevel.EXECUTIVE)
    ),
    _in_tribe(
        "hana",
        "Hana Head",
        "TRB-002",
        Gender.FEMALE,
        (Role.HR, AccessLevel.HEAD),
        reports_to="eve",
    ),
    _in_tribe(
        "max", "Max Mate", "TRB-003", Gender.MALE, _A_MANAGER, reports_to="eve", squad="North"
    ),
    _in_tribe(
        "lea", "Lea Lead", "TRB-004", Gender.FEMALE, _A_LEAD, reports_to="max", squad="North"
    ),
    _in_tribe(
        "tom", "Tom Tiller", "TRB-005", Gender.MALE, _AN_EMPLOYEE, reports_to="max", squad="North"
    ),
    _in_tribe(
        "ivo", "Ivo Island", "TRB-006", Gender.MALE, _A_MANAGER, reports_to="eve", squad="South"
    ),
    _in_tribe(
        "zoe", "Zoe Zephyr", "TRB-007", Gender.FEMALE, _AN_EMPLOYEE, reports_to="ivo", squad="South"
    ),
)


def _in_globex(
    key: str,
    name: str,
    number: str,
    gender: Gender,
    standing: tuple[Role, AccessLevel],
    *,
    reports_to: str | None,
) -> Person:
    return Person(
        key=key,
        name=name,
        number=number,
        site="London",
        department="Trading",
        gender=gender,
        role=standing[0],
        level=standing[1],
        reports_to=reports_to,
        is_new=key == "sid",
    )


GLOBEX = (
    _in_globex(
        "gail",
        "Gail Globe",
        "GLX-001",
        Gender.FEMALE,
        (Role.ADMIN, AccessLevel.EXECUTIVE),
        reports_to=None,
    ),
    _in_globex("mona", "Mona Manager", "GLX-002", Gender.FEMALE, _A_MANAGER, reports_to="gail"),
    _in_globex("sid", "Sid Stranger", "GLX-003", Gender.MALE, _AN_EMPLOYEE, reports_to="mona"),
)
