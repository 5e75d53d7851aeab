"""Collects every reason to refuse, so that a form is sent back once and not field by field."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from leavebook.domain.problems import Problem, Refused

Value = TypeVar("Value")


@dataclass(slots=True)
class Faults:
    """The reasons found so far; it grows while the fields of one input are read."""

    problems: list[Problem] = field(default_factory=list)

    def keep(self, read: Callable[[], Value]) -> Value | None:
        """Return what the reading gives, or keep its reasons to refuse and return None."""
        try:
            return read()
        except Refused as refusal:
            self.problems.extend(refusal.problems)
            return None

    def add(self, problem: Problem) -> None:
        """Keep one more reason."""
        self.problems.append(problem)

    def refuse_if_any(self) -> None:
        """Raise Refused with every reason kept, when there is one."""
        if self.problems:
            raise Refused(*self.problems)
