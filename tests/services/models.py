"""Plays model tests: a few short plots in every run, many long ones with `make model`."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from leavebook.storage.database import Database


@dataclass(frozen=True, slots=True)
class Length:
    """How many plots, and how many steps each has at the most."""

    plots: int
    steps: int


def play(
    model: type[RuleBasedStateMachine],
    database: Database,
    pytestconfig: pytest.Config,
    *,
    whole: Length,
    short: Length,
) -> None:
    """Play plots of the model in the database."""
    is_whole = pytestconfig.getoption("--hypothesis-profile") == "model"
    length = whole if is_whole else short
    in_database: Any = type("InDatabase", (model,), {"database": database})
    run_state_machine_as_test(
        in_database,
        settings=settings(
            max_examples=length.plots,
            stateful_step_count=length.steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
