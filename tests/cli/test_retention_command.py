"""`leavebook retention`: what is due, held and let go, for who sits at a server."""

from tests.cast import Cast
from tests.cli.test_leave_commands import run, said
from tests.services.leavers import DUE, let_bea_leave, residue


def test_where_nobody_is_due_the_list_is_empty_and_a_run_does_nothing(cast: Cast) -> None:
    listed = said(cast, "retention", "list", "COMPANY", now=DUE)
    done = said(cast, "retention", "run", "COMPANY", "--yes", now=DUE)

    assert listed == {"people": [], "log_entries": 0}
    assert done == {"dry_run": False, "people": 0, "log_entries": 0, "held": [], "refused": {}}


def test_a_dry_run_tells_and_the_real_one_does_once(cast: Cast) -> None:
    let_bea_leave(cast)

    dry = said(cast, "retention", "run", "COMPANY", "--dry-run", now=DUE)
    after_dry = residue(cast)
    real = said(cast, "retention", "run", "COMPANY", "--yes", now=DUE)
    again = said(cast, "retention", "run", "COMPANY", "--yes", now=DUE)

    assert dry["people"] == 1
    assert after_dry
    assert (real["people"], real["log_entries"]) == (1, dry["log_entries"])
    assert (again["people"], again["log_entries"]) == (0, 0)
    assert residue(cast) == []


def test_without_a_yes_nothing_happens(cast: Cast) -> None:
    let_bea_leave(cast)

    result = run(cast, "retention", "run", "COMPANY", now=DUE)

    assert result.exit_code != 0
    assert residue(cast)


def test_whoever_is_held_is_listed_and_stays(cast: Cast) -> None:
    let_bea_leave(cast)
    held = run(
        cast, "retention", "hold", "COMPANY", "--person", "QUILLON-7", "--reason", "A dispute"
    )

    done = said(cast, "retention", "run", "COMPANY", "--yes", now=DUE)

    assert held.output == "held\n"
    assert done["people"] == 0
    assert [each["number"] for each in done["held"]] == ["QUILLON-7"]


def test_a_hold_on_the_company_stops_everything_until_it_is_lifted(cast: Cast) -> None:
    let_bea_leave(cast)
    run(cast, "retention", "hold", "COMPANY", "--reason", "An audit")
    stopped = said(cast, "retention", "run", "COMPANY", "--yes", now=DUE)
    shown = said(cast, "retention", "settings", "COMPANY", now=DUE)
    run(cast, "retention", "lift", "COMPANY")

    done = said(cast, "retention", "run", "COMPANY", "--yes", now=DUE)

    assert (stopped["people"], stopped["log_entries"]) == (0, 0)
    assert shown["hold"]["reason"] == "An audit"
    assert done["people"] == 1


def test_the_months_are_chosen_and_shown(cast: Cast) -> None:
    chosen = run(cast, "retention", "settings", "COMPANY", "--after-exit", "12")
    shown = said(cast, "retention", "settings", "COMPANY")
    refused = run(cast, "retention", "settings", "COMPANY", "--after-exit", "0")

    assert chosen.output.startswith("people: 12 months after the exit\nlog: 36 months\n")
    assert shown == {"after_exit": 12, "audit": 36, "hold": None}
    assert refused.exit_code != 0
