import ast
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import leavebook
from leavebook.domain.problems import Code, Problem
from leavebook.http.reading import Fault, invalid
from leavebook.http.sentences import FAULTS, SENTENCES, fault_sentence, sentence

PRODUCT = Path(leavebook.__file__).parent


def words_of_the_rules() -> Iterator[str]:
    """Yield the second argument of every `invalid("field", "word")` below the edges."""
    for folder in ("domain", "services", "storage"):
        for path in sorted((PRODUCT / folder).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                match node:
                    case ast.Call(
                        func=ast.Name(id="invalid"), args=[_, ast.Constant(value=str(word)), *_]
                    ):
                        yield word


def test_every_refusal_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Code)


def test_every_fault_of_a_field_has_words() -> None:
    assert set(Fault) <= set(FAULTS)


def test_every_word_that_the_rules_use_for_a_field_is_known() -> None:
    assert set(words_of_the_rules()) <= set(FAULTS)


@pytest.mark.parametrize("code", sorted(Code))
def test_a_refusal_without_facts_still_reads_as_a_sentence(code: Code) -> None:
    said = sentence(Problem(code, {"field": "days", "problem": "required"}))

    assert said.endswith(".")
    assert said[0].isupper()


@pytest.mark.parametrize("word", sorted(map(str, FAULTS)))
def test_a_fault_without_facts_still_reads_as_a_sentence(word: str) -> None:
    said = fault_sentence(Problem(Code.INVALID, {"field": "days", "problem": word}))

    assert said.startswith("This value ")
    assert said.endswith(".")


def test_a_missing_balance_is_said_in_whole_numbers() -> None:
    facts = {"asked": Decimal("5.0000"), "left": Decimal("3.0000"), "unit": "day"}

    said = sentence(Problem(Code.NOT_ENOUGH_LEFT, facts))

    assert said == "Insufficient leave balance. Requested: 5 days. Available: 3 days."


def test_half_a_day_and_one_day_are_said_as_people_write_them() -> None:
    facts = {"asked": Decimal(1), "left": Decimal("0.5000"), "unit": "day"}

    said = sentence(Problem(Code.NOT_ENOUGH_LEFT, facts))

    assert said == "Insufficient leave balance. Requested: 1 day. Available: 0.5 days."


def test_a_field_is_called_what_people_call_it() -> None:
    assert sentence(invalid("start_date", Fault.MISSING)) == "The start date is required."
    assert sentence(invalid("weeklyHours", Fault.NOT_A_NUMBER)) == (
        "The weekly hours must be a number."
    )


def test_a_choice_names_what_may_be_chosen() -> None:
    problem = invalid("half_day_period", Fault.NOT_ONE_OF, allowed=("morning", "afternoon"))

    assert fault_sentence(problem) == "This value must be one of: morning, afternoon."


def test_a_range_of_days_names_both_ends() -> None:
    facts = {
        "field": "start_date",
        "problem": "out_of_range",
        "earliest": date(1990, 1, 1),
        "latest": date(2100, 12, 31),
    }

    assert sentence(Problem(Code.INVALID, facts)) == (
        "The start date must lie between 1990-01-01 and 2100-12-31."
    )
