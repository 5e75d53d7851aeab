"""The calls that are measured, and how pgbench repeats their statements."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.calls import HttpCall
from bench.load import Loaded

DAY = "2026-12-02"
PER_CONNECTION = 80
"""How many times a writing call is made on one connection; each has a person of its own."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Company:
    """Where the persons of a rank and their waiting requests are found by number."""

    loaded: Loaded
    pending: int

    def person(self, rank: int) -> int:
        return self.loaded.first_employee + self.loaded.step * rank

    def waiting(self, rank: int) -> int:
        return self.pending + self.loaded.step * rank

    def variables(self, rank: int) -> dict[int, str]:
        return {self.person(rank): ":e", self.waiting(rank): ":r"}

    def call(self, method: str, path: str, *, body: object = None, expects: int = 200) -> HttpCall:
        return HttpCall(
            method=method,
            path=f"/api/v1/leave{path}",
            token=self.loaded.cast.ada.token,
            body=body,
            expects=expects,
        )

    def of_rank(self) -> str:
        step = self.loaded.step
        first = f"\\set e {self.loaded.first_employee} + {step} * :k\n"
        return first + f"\\set r {self.pending} + {step} * :k\n"


def scenarios(loaded: Loaded, *, pending: int, connections: int) -> tuple[Scenario, ...]:
    """Return the calls; `pending` is the request of the first person that waits for a decision."""
    company = _Company(loaded=loaded, pending=pending)
    return (*_reading(company), *_writing(company, connections))


def _reading(company: _Company) -> tuple[Scenario, ...]:
    at_random = f"\\set k random(1, {company.loaded.people - 1})\n" + company.of_rank()
    return (
        Scenario(
            name="list of 15",
            make=lambda _: company.call("GET", "/requests"),
            writes=False,
            replaced=lambda _: {},
            preamble="",
        ),
        Scenario(
            name="single get",
            make=lambda rank: company.call("GET", f"/requests/{company.waiting(rank)}"),
            writes=False,
            replaced=company.variables,
            preamble=at_random,
        ),
        Scenario(
            name="balances",
            make=lambda rank: company.call("GET", f"/balances/{company.person(rank)}"),
            writes=False,
            replaced=company.variables,
            preamble=at_random,
        ),
    )


def _writing(company: _Company, connections: int) -> tuple[Scenario, ...]:
    one_by_one = (
        "\\set n :n + 1\n"
        f"\\set k {connections * PER_CONNECTION} + :client_id * {PER_CONNECTION} + :n\n"
        + company.of_rank()
    )

    def create(rank: int) -> HttpCall:
        asked = {
            "employee_id": company.person(rank),
            "leave_type_id": company.loaded.cast.leave_types["AL"],
            "start_date": DAY,
            "end_date": DAY,
        }
        return company.call("POST", "/requests", body=asked, expects=201)

    def approve(rank: int) -> HttpCall:
        path = f"/requests/{company.waiting(rank)}/approve"
        return company.call("PATCH", path, body={"notes": "Enjoy"})

    return tuple(
        Scenario(name=name, make=make, writes=True, replaced=company.variables, preamble=one_by_one)
        for name, make in (("create", create), ("approve", approve))
    )
