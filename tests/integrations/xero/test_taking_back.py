"""Leave that is cancelled is taken back in payroll, until it has been paid."""

from leavebook.integrations.xero.sync import PAID_ALREADY
from tests.integrations.plots import World
from tests.integrations.xero.worlds import vendor


def test_leave_that_was_paid_is_for_a_person_to_take_back(world: World) -> None:
    request_id = world.approve()
    world.run(request_id)
    vendor(world).process()
    world.cancel(request_id)

    world.run(request_id)

    link = world.links(request_id)[0]
    assert (link.is_settled, link.follow_up, link.error) == (True, PAID_ALREADY, None)
    assert len(vendor(world).held()) == 1, "nothing of what was paid is touched"


def test_leave_that_is_paid_in_this_very_moment_is_too(world: World) -> None:
    request_id = world.approve()
    world.run(request_id)
    world.cancel(request_id)
    world.calm()
    asked = world.stand_in.serve

    def pay_before_the_change(request: object) -> object:
        if request.method != "GET" and "/token" not in request.path:  # type: ignore[attr-defined]  # as it arrived
            vendor_of_all.process()
        return asked(request)  # type: ignore[arg-type]  # handed on

    vendor_of_all = vendor(world)
    world.stand_in.serve = pay_before_the_change  # type: ignore[assignment]  # the same, a moment later

    world.run(request_id)

    assert world.links(request_id)[0].follow_up == PAID_ALREADY


def test_leave_that_payroll_took_back_itself_is_done(world: World) -> None:
    request_id = world.approve()
    world.run(request_id)
    vendor(world).leave.clear()
    world.cancel(request_id)

    world.run(request_id)

    link = world.links(request_id)[0]
    assert (link.is_settled, link.follow_up, link.error) == (True, None, None)
