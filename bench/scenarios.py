"""The calls that are measured, and how pgbench repeats their statements."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.calls import HttpCall
from bench.load import Loaded

DAY = "2026-12-02"
PER_CONNECTION = 80
"""How many times a writing call is made on one connection; each has a person of its own."""

Spread = Callable[[int, int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One call, made for the n-th person of a connection, and again by pgbench."""

    name: str
    make: Callable[[int], HttpCall]
    """The call for the person of that rank in the company."""
    writes: bool
    replaced: Callable[[int], dict[int, str]]
    """What in the statements of the call for that person becomes a variable of pgbench."""
    preamble: str
    """How pgbench chooses its persons; after the ones that the calls were made for."""


def scenarios(loaded: Loaded, *, pending: int, connections: int) -> tuple[Scenario, ...]:
    """Return the calls; `pending` is the request of the first person that waits for a decision."""
    first, step = loaded.first_employee, loaded.step
    token = loaded.cast.ada.token
    leave_type = loaded.cast.leave_types["AL"]
    at_random = f"\\set k random(1, {loaded.people - 1})\n"
    one_by_one = (
        "\\set n :n + 1\n"
        f"\\set k {connections * PER_CONNECTION} + :client_id * {PER_CONNECTION} + :n\n"
    )
    person = f"\\set e {first} + {step} * :k\n\\set r {pending} + {step} * :k\n"

    def ids(rank: int) -> dict[int, str]:
        return {first + step * rank: ":e", pending + step * rank: ":r"}

    def call(method: str, path: str, *, body: object = None, expects: int = 200) -> HttpCall:
        return HttpCall(
            method=method,
            path=f"/api/v1/leave{path}",
            token=token,
            body=body,
            expects=expects,
        )

    def create(rank: int) -> HttpCall:
        asked = {
            "employee_id": first + step * rank,
            "leave_type_id": leave_type,
            "start_date": DAY,
            "end_date": DAY,
        }
        return call("POST", "/requests", body=asked, expects=201)

    return (
        Scenario(
            name="list of 15",
            make=lambda _: call("GET", "/requests"),
            writes=False,
            replaced=lambda _: {},
            preamble="",
        ),
        Scenario(
            name="single get",
            make=lambda rank: call("GET", f"/requests/{pending + step * rank}"),
            writes=False,
            replaced=ids,
            preamble=at_random + person,
        ),
        Scenario(
            name="balances",
            make=lambda rank: call("GET", f"/balances/{first + step * rank}"),
            writes=False,
            replaced=ids,
            preamble=at_random + person,
        ),
        Scenario(
            name="create",
            make=create,
            writes=True,
            replaced=ids,
            preamble=one_by_one + person,
        ),
        Scenario(
            name="approve",
            make=lambda rank: call(
                "PATCH", f"/requests/{pending + step * rank}/approve", body={"notes": "Enjoy"}
            ),
            writes=True,
            replaced=ids,
            preamble=one_by_one + person,
        ),
    )
