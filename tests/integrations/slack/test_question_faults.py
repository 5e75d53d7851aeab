"""Whatever goes wrong, at whichever call: an approver is asked once, and the buttons go in the end.

The plots are those of every system; "approved" is "asked" here, and "cancelled" is "decided".
"""

from collections.abc import Iterator
from functools import partial

import pytest

from leavebook.domain.approval.states import State
from leavebook.domain.integrations import Provider
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.settings import Settings
from leavebook.storage.database import Database
from leavebook.storage.leave import leave_requests
from leavebook.storage.outside import integration_links
from leavebook.storage.outside.integration_links import Link
from tests.cast import found_company
from tests.integrations import slack_stand_in
from tests.integrations.plots import LEAVE, World, connected
from tests.integrations.slack_stand_in import ANSWERED, ASKED, Slack, buttons
from tests.integrations.stand_in import Effect, Fault, serving
from tests.integrations.test_faults import FAULTS, PLOTS, Plot, play

CREATING, REMOVING = 2, 1
"""Opening the conversation and posting; changing what was posted."""

SAID = tuple(
    Fault(effect, 200, b'{"ok": false, "error": "%s"}' % word)
    for effect, words in (
        (Effect.NONE, (b"ratelimited", b"token_revoked", b"invalid_auth", b"missing_scope")),
        (Effect.NONE, (b"request_timeout", b"not_in_channel", b"is_archived", b"msg_too_long")),
        (Effect.DONE, (b"internal_error", b"fatal_error", b"service_unavailable")),
        (Effect.LATER, (b"internal_error",)),
    )
    for word in words
)
"""What Slack says with a good status when it has not done it, or not all of it."""


def requests_in(plot: Plot) -> int:
    return plot.creations * CREATING + plot.removals * REMOVING


STRUCK = [
    pytest.param(plot, number, id=f"{plot.name}-{number}")
    for plot in PLOTS
    for number in range(requests_in(plot))
]


class Asking(World):
    """A world in which Mo is asked, and Bea's leave waits for him."""

    def approve(self) -> int:
        """Bea asks, so that Mo is asked."""
        asked = LeaveAsked(
            employee_id=self.cast.bea.employee_id,
            leave_type_id=self.cast.leave_types["UL"],
            spans=(LEAVE,),
        )
        with self.cast.acting("bea") as tx:
            request = requests.submit(tx, asked)
        self.hear()
        return request.id

    def cancel(self, request_id: int) -> None:
        """Mo decides elsewhere."""
        with self.cast.acting("mo") as tx:
            decisions.reject(tx, request_id, reason="No.")
        self.hear()

    def links(self, request_id: int) -> tuple[Link, ...]:
        with self.cast.acting() as tx:
            return integration_links.questions_of_request(tx, request_id)

    def end(self, request_id: int) -> None:
        """Free the days for the next plot."""
        with self.cast.acting("mo") as tx:
            found = leave_requests.find(tx, request_id)
            assert found is not None
            if found.state is State.PENDING:
                decisions.cancel(tx, request_id)


@pytest.fixture(scope="module")
def slack() -> Slack:
    return Slack()


@pytest.fixture(scope="module")
def world(database: Database, slack: Slack) -> Iterator[World]:
    """A company that is connected to our Slack, whose manager is there."""
    cast = found_company(database)
    slack.users[cast.mo.email] = "U0MANAGER"
    stand_in = slack.stand_in()
    with serving(stand_in) as address:
        settings = Settings(slack_url=f"{address}/api", slack_hooks_url=f"{address}/hooks/")
        given = {
            "channel": slack_stand_in.CHANNEL,
            "token": slack_stand_in.TOKEN,
            "signing_secret": slack_stand_in.SIGNING_SECRET,
            "team": slack_stand_in.TEAM,
        }
        yield Asking(
            cast=cast,
            provider=Provider.SLACK,
            stand_in=stand_in,
            markers=partial(slack.markers, ASKED),
            clear=slack.messages.clear,
            systems=connected(cast, Provider.SLACK, settings, given),
        )


@pytest.fixture(autouse=True)
def no_message_is_left_over(slack: Slack) -> Iterator[None]:
    """No message is there twice, and no button where there is nothing to press it for."""
    yield
    markers = [*slack.markers(ASKED), *slack.markers(ANSWERED)]
    assert len(markers) == len(set(markers))
    assert not [each for each in slack.of_kind(ANSWERED) if buttons(each)]


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.name)
def test_the_plots_make_the_requests_that_are_counted_on(world: World, plot: Plot) -> None:
    world.begin()
    request_id = plot.lead_up(world)

    world.run(request_id)

    assert world.stand_in.number == requests_in(plot)
    world.end(request_id)


@pytest.mark.parametrize("fault", [*FAULTS, *SAID], ids=str)
@pytest.mark.parametrize(("plot", "number"), STRUCK)
def test_one_fault_anywhere_leaves_the_approver_asked_as_they_should_be(
    world: World, plot: Plot, number: int, fault: Fault
) -> None:
    play(world, plot, lambda: world.stand_in.faults.update({number: fault}))


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.name)
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", [0, 1])
def test_a_worker_killed_anywhere_leaves_the_approver_asked_as_they_should_be(
    world: World, plot: Plot, when: str, number: int
) -> None:
    play(world, plot, lambda: setattr(world, f"killed_{when}", number))
