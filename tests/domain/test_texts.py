import pytest

from leavebook.domain.faults import Faults
from leavebook.domain.limits import invalid
from leavebook.domain.problems import Refused
from leavebook.domain.texts import one_line


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Bea Baker ", "Bea Baker"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("x" * 20 + "   ", "x" * 20),
        ("\u05d3\u05df", "\u05d3\u05df"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
)
def test_a_line_is_kept_composed_and_without_white_space_around_it(given: str, kept: str) -> None:
    assert one_line(given, field="name", at_most=20) == kept


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("", "blank"),
        (" \u3000\u00a0", "blank"),
        ("\u200b\u200d\u2060", "blank"),
        ("x" * 21, "too_long"),
        ("a\nb", "not_one_line"),
        ("a\x1b[31mb", "not_one_line"),
        ("a\x85b", "not_one_line"),
        ("a\u2028b", "not_one_line"),
        ("a\u2029b", "not_one_line"),
    ],
)
def test_what_nobody_can_read_in_one_line_is_refused(given: str, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        one_line(given, field="name", at_most=20)

    facts = refused.value.problems[0].facts
    assert (facts["field"], facts["problem"]) == ("name", problem)


def test_faults_are_collected_and_said_together() -> None:
    def fail() -> str:
        raise invalid("email", "not_an_email")

    faults = Faults()

    assert faults.keep(lambda: one_line("Bea", field="name", at_most=9)) == "Bea"
    assert faults.keep(fail) is None
    assert faults.keep(lambda: one_line("", field="name", at_most=9)) is None
    with pytest.raises(Refused) as refused:
        faults.refuse_if_any()
    assert [problem.facts["field"] for problem in refused.value.problems] == ["email", "name"]


def test_without_faults_nothing_is_refused() -> None:
    Faults().refuse_if_any()
