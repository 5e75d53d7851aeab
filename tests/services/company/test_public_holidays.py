from datetime import date

import pytest

from leavebook.domain.problems import Refused
from leavebook.services.company.public_holidays import public_holidays


def dates(country: str, region: str | None, subregion: str | None, year: int) -> set[date]:
    return {holiday.on for holiday in public_holidays(country, region, subregion, year)}


@pytest.mark.parametrize(
    ("municipality", "peace_festival", "assumption"),
    [("augsburg", True, True), ("München", False, True), ("Nürnberg", False, False)],
)
def test_bavarian_towns_differ_in_august(
    municipality: str, *, peace_festival: bool, assumption: bool
) -> None:
    found = dates("DE", "BY", municipality, 2024)

    assert (date(2024, 8, 8) in found) is peace_festival
    assert (date(2024, 8, 15) in found) is assumption


@pytest.mark.parametrize("department", ["57", "67", "68"])
def test_alsace_and_moselle_keep_good_friday(department: str) -> None:
    assert date(2024, 3, 29) in dates("FR", department, None, 2024)
    assert date(2024, 3, 29) not in dates("FR", "75", None, 2024)


def test_the_region_may_carry_its_country_and_be_written_small() -> None:
    assert dates("de", "de-by", None, 2024) == dates("DE", "BY", None, 2024)


def test_names_are_in_the_countrys_own_language() -> None:
    assert public_holidays("DE", "BY", None, 2024)[0].name == "Neujahr"


def test_a_year_holds_only_its_own_dates() -> None:
    assert {day.year for day in dates("US", None, None, 2021)} == {2021}


@pytest.mark.parametrize(
    ("country", "region", "subregion", "year", "field"),
    [
        ("XX", None, None, 2024, "country"),
        ("DE", "ZZ", None, 2024, "region"),
        ("FR", "20", None, 2024, "region"),
        ("DE", "BY", "Atlantis", 2024, "subregion"),
        ("DE", "BY", None, 1989, "year"),
        ("DE", "BY", None, 2101, "year"),
    ],
)
def test_unknown_places_and_years_are_refused_naming_the_field(
    country: str, region: str | None, subregion: str | None, year: int, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        public_holidays(country, region, subregion, year)

    assert refusal.value.problems[0].facts["field"] == field
