from decimal import Decimal

import pytest

from leavebook.domain.policy.rounding import Rounding, RoundingMode, StepOf, rounded


@pytest.mark.parametrize(
    ("mode", "step", "amount", "result"),
    [
        (RoundingMode.UP, "0.5", "12.6027", "13.0"),
        (RoundingMode.UP, "0.5", "12.5", "12.5"),
        (RoundingMode.UP, "1", "22.5", "23"),
        (RoundingMode.DOWN, "0.5", "12.6027", "12.5"),
        (RoundingMode.NEAREST, "1", "12.5", "13"),
        (RoundingMode.NEAREST, "1", "1.0192", "1"),
        (RoundingMode.NEAREST, "0.25", "3.13", "3.25"),
        (RoundingMode.NONE, "1", "2.08333333", "2.0833"),
        (RoundingMode.DE, "1", "12.5", "13"),
        (RoundingMode.DE, "1", "12.4", "12.4"),
        (RoundingMode.UP, "0.25", "10.01", "10.25"),
    ],
)
def test_amounts_are_rounded_to_the_step(
    mode: RoundingMode, step: str, amount: str, result: str
) -> None:
    assert rounded(Decimal(amount), Rounding(mode, Decimal(step))) == Decimal(result)


def test_120_hours_at_the_irregular_rate_are_869_minutes() -> None:
    to_the_minute = Rounding(RoundingMode.NEAREST, Decimal(1), StepOf.MINUTE)

    hours = rounded(Decimal(120) * Decimal("0.1207"), to_the_minute)

    assert (hours * 60).to_integral_value() == 869


def test_thirds_that_make_a_whole_are_not_rounded_up_to_the_next_step() -> None:
    thirds = sum((Decimal(1) / 3 for _ in range(3)), Decimal("1E-27")) + 2

    assert rounded(thirds, Rounding(RoundingMode.UP, Decimal("0.5"))) == 3
