"""Operators' questions about leave, as tables for people and as JSON for programs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from leavebook.cli.main import commands
from leavebook.cli.processes import CannotRun
from leavebook.domain.calendar.spans import whole_days
from leavebook.services.books.batches import Open
from leavebook.services.leave import requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.settings import Settings
from leavebook.storage.transaction import Transaction
from tests.cast import NOW, Cast

NEW_YEAR = datetime(2027, 1, 1, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OneCompany:
    """What the command line may open: this one company, at a moment."""

    cast: Cast
    now: datetime = NOW

    @contextmanager
    def every_company(self, _: Settings) -> Iterator[dict[str, Open]]:
        yield {self.cast.codename: partial(self.cast.acting, None, now=self.now)}

    @contextmanager
    def company(self, settings: Settings, codename: str) -> Iterator[Open]:
        with self.every_company(settings) as companies:
            if codename not in companies:
                raise CannotRun(f"there is no company {codename}")
            yield companies[codename]

    @contextmanager
    def in_company(self, settings: Settings, codename: str) -> Iterator[Transaction]:
        with self.company(settings, codename) as open_tx, open_tx() as tx:
            yield tx


def run(cast: Cast, *words: str, now: datetime = NOW) -> Result:
    arguments = [word.replace("COMPANY", cast.codename) for word in words]
    return CliRunner().invoke(commands, arguments, obj=OneCompany(cast, now))


def said(cast: Cast, *words: str, now: datetime = NOW) -> Any:  # noqa: ANN401  JSON is anything
    result = run(cast, *words, "--json", now=now)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def booked(cast: Cast) -> Cast:
    with cast.acting("bea") as tx:
        requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(date(2026, 6, 8), date(2026, 6, 12)),),
            ),
        )
    return cast


def test_balance_tells_what_a_person_has_this_year(booked: Cast) -> None:
    (row,) = said(booked, "balance", "COMPANY", "--person", "bea", "--type", "al")

    figures = {name: row[name] for name in ("entitled", "used", "pending", "remaining")}
    assert figures == {"entitled": 21, "used": 0, "pending": 5, "remaining": 16}


def test_balance_is_a_table_for_people(booked: Cast) -> None:
    result = run(booked, "balance", "COMPANY")

    assert result.exit_code == 0
    assert "Annual Leave" in result.output


def test_balance_on_a_day_to_come_counts_what_time_brings(booked: Cast) -> None:
    (row,) = said(
        booked, "balance", "COMPANY", "--person", "kim", "--type", "AL", "--on", "2027-01-01"
    )

    assert (row["balance"], row["available"]) == (26, 26)


def test_balance_is_right_although_the_worker_was_not_there_yet(booked: Cast) -> None:
    (row,) = said(booked, "balance", "COMPANY", "--person", "kim", "--type", "AL", now=NEW_YEAR)

    assert (row["year_start"], row["carried_in"], row["remaining"]) == ("2027-01-01", 5, 26)


def test_explain_opens_a_balance_into_its_movements(booked: Cast) -> None:
    found = said(booked, "explain", "COMPANY", "bea", "AL", "--on", "2026-06-30")

    assert [found["balance"], found["available"]] == [21, 16]
    assert found["movements"][-1]["kind"] == "reserve"
    assert found["rules"][0]["terms"]["levels"][0]["amount"] == 21


def test_explain_says_what_a_rule_did_in_words(booked: Cast) -> None:
    result = run(booked, "explain", "COMPANY", "bea", "AL", "--on", "2027-01-02")

    assert "carry_out" in result.output
    assert "recarry no" in " ".join(result.output.split())
    assert "None" not in result.output


def test_explain_refuses_to_know_the_future_s_knowledge(booked: Cast) -> None:
    result = run(booked, "explain", "COMPANY", "bea", "AL", "--known-at", "2030-01-01")

    assert result.exit_code == 1
    assert "must not lie in the future" in result.output


def test_simulate_tells_who_is_affected(booked: Cast, tmp_path: Path) -> None:
    policy = tmp_path / "policy.json"
    policy.write_text('{"levels": [{"amount": 4}]}', "utf-8")

    found = said(
        booked, "simulate", "COMPANY", "AL", "--from", "2026-01-01", "--policy", str(policy)
    )

    bea = next(each for each in found["people"] if each["name"] == "Bea")
    assert bea["after"] == {"entitled": 4, "remaining": -1}
    assert [each["first_day"] for each in bea["broken_requests"]] == ["2026-06-08"]


def test_simulate_names_the_field_of_an_impossible_policy(cast: Cast) -> None:
    result = run(cast, "simulate", "COMPANY", "AL", "--from", "2026-01-01", "--amount", "1.00001")

    assert result.exit_code == 1
    assert "levels[0].amount must not have more than four decimals" in result.output


def test_simulate_looks_three_years_ahead_and_no_further(cast: Cast) -> None:
    result = run(cast, "simulate", "COMPANY", "AL", "--from", "2099-01-01", "--amount", "30")

    assert result.exit_code == 1
    assert "must not be more than 2029-04-01" in result.output


def test_close_year_previews_without_closing(cast: Cast) -> None:
    rows = said(cast, "close-year", "COMPANY", "--preview")

    bea = next(row for row in rows if (row["name"], row["leave_type"]) == ("Bea", "Annual Leave"))
    assert (bea["carried_over"], bea["lapses"]) == (5, 16)
    with cast.acting() as tx:
        assert tx.value("SELECT count(*) FROM balance WHERE year_start = '2027-01-01'") == 0


def test_close_year_closes_and_can_be_looked_at_afterwards(cast: Cast) -> None:
    said(cast, "close-year", "COMPANY", now=NEW_YEAR)

    (run_of,) = said(cast, "jobs", "COMPANY", now=NEW_YEAR)
    assert (run_of["job"], run_of["counts"]["accounts"]) == ("close-year", 12)
    assert said(cast, "reconcile", now=NEW_YEAR)[cast.codename]["behind"] == 0


def test_close_year_exits_with_1_when_somebody_could_not_be_closed(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE employment_terms SET weeks = '[]' WHERE employee_id = %(e)s",
            e=cast.kim.employee_id,
        )

    result = run(cast, "close-year", "COMPANY", now=NEW_YEAR)

    assert result.exit_code == 1
    assert "Failed" in result.output


def test_reconcile_exits_with_1_on_any_difference(cast: Cast) -> None:
    clean = run(cast, "reconcile", "COMPANY")
    with cast.acting() as tx:
        tx.run("UPDATE balance SET pending = 7 WHERE employee_id = %(e)s", e=cast.bea.employee_id)

    broken = run(cast, "reconcile", "COMPANY")

    assert (clean.exit_code, broken.exit_code) == (0, 1)
    assert "pending of 2026-01-01" in broken.output


@pytest.mark.parametrize(
    "words",
    [
        ("balance", "nowhere"),
        ("balance", "COMPANY", "--person", "nobody"),
        ("explain", "COMPANY", "bea", "no such type"),
    ],
)
def test_what_does_not_exist_is_said_in_a_line(cast: Cast, words: tuple[str, ...]) -> None:
    result = run(cast, *words)

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


def test_presets_open_an_account_for_everybody(cast: Cast) -> None:
    result = run(cast, "presets", "COMPANY", "DE")

    assert (result.exit_code, result.output) == (0, "Offered: Urlaub. 4 accounts opened.\n")


@pytest.mark.parametrize("day", ["2026-02-30", "20260410", "1989-12-31", "tomorrow"])
def test_a_day_that_is_none_is_refused(cast: Cast, day: str) -> None:
    assert run(cast, "balance", "COMPANY", "--on", day).exit_code == 2
