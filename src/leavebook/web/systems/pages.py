"""How the systems outside stand, and what is done about them."""

from collections.abc import Callable
from typing import Any, Final

from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import House, Opened, Transaction
from leavebook.queries.company.systems import system_page, system_states
from leavebook.services.outside import given_up_work, integrations, remote_setup
from leavebook.services.outside.remote_systems import Connected, Permanent, Temporary, Uncertain
from leavebook.services.outside.sealing import BadKey, CannotOpen
from leavebook.web.fields import form_of
from leavebook.web.page import go_to, show
from leavebook.web.systems.forms import read_given, read_settings

PLACE: Final = "/settings/integrations"

FAULTS: Final = (Temporary, Uncertain, Permanent, BadKey, CannotOpen)
"""What may go wrong with somebody else's system, or with our keys; each says so in words."""


def systems(call: Call, opened: Opened) -> Answer:
    """Show every system with its state."""
    with opened.transaction() as tx:
        return show(
            call,
            tx,
            "systems/systems.html",
            states=system_states(tx),
            given_up=given_up_work.number_given_up(tx),
        )


def retry_given_up(_: Call, tx: Transaction) -> Answer:
    """Have everything tried again that the worker gave up."""
    given_up_work.try_again(tx)
    return go_to(f"{PLACE}?done=given_up_retried")


def system(call: Call, opened: Opened) -> Answer:
    """Show one system: what it was not told, and how it is connected."""
    return one_system(call, opened)


def connect_system(call: Call, opened: Opened) -> Answer:
    """Connect the system with what was typed, and say what it says about the account."""
    provider = provider_in(call)
    connected = live(opened.house, provider)
    given = read_given(form_of(call), connected)
    with opened.transaction() as tx:
        remote_setup.connect_live(tx, provider, connected, given, opened.house.keyring)
    return _tested(call, opened, provider, connected)


def set_system(call: Call, opened: Opened) -> Answer:
    """Change the settings of a connected system; its secrets stay."""
    provider = provider_in(call)
    connected = live(opened.house, provider)
    given = read_settings(form_of(call), connected)
    return _unless_at_fault(
        call,
        opened,
        lambda tx: remote_setup.change_settings(tx, provider, connected, given),
    )


def use_console(call: Call, opened: Opened) -> Answer:
    """Connect the twin, which only prints."""
    provider = provider_in(call)
    return _unless_at_fault(
        call, opened, lambda tx: integrations.connect(tx, provider, Mode.CONSOLE)
    )


def test_system(call: Call, opened: Opened) -> Answer:
    """Say what the system says about the account."""
    provider = provider_in(call)
    return _tested(call, opened, provider, live(opened.house, provider))


def disconnect_system(call: Call, opened: Opened) -> Answer:
    """Tell the system nothing more and forget its secrets."""
    provider = provider_in(call)
    return _unless_at_fault(call, opened, lambda tx: remote_setup.disconnect(tx, provider))


def retry_system(call: Call, tx: Transaction) -> Answer:
    """Have everything tried again that the system did not take."""
    provider = provider_in(call)
    integrations.retry_system(tx, provider)
    return go_to(f"{PLACE}/{provider}?done=retried")


def one_system(call: Call, opened: Opened, *, status: int = 200, **told: Any) -> Answer:  # noqa: ANN401  a template is handed anything
    """Return the page of the system in the path, with what else there is to tell."""
    provider = provider_in(call)
    at_hand = opened.house.systems
    with opened.transaction() as tx:
        return show(
            call,
            tx,
            "systems/system.html",
            status=status,
            shown=system_page(tx, provider),
            live=at_hand.get((provider, Mode.LIVE)),
            has_console=(provider, Mode.CONSOLE) in at_hand,
            **{"says": None, "fault": None, **told},
        )


def provider_in(call: Call) -> Provider:
    """Return the system in the path; raises Refused when there is none such."""
    try:
        return Provider(call.parts["provider"])
    except ValueError as error:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "system"})) from error


def live(house: House, provider: Provider) -> Connected:
    """Return how the system is reached; raises Refused when only its twin is at hand."""
    found = house.systems.get((provider, Mode.LIVE))
    if found is None:
        raise Refused(Problem(Code.NOT_FOUND, {"what": "system"}))
    return found


def _tested(call: Call, opened: Opened, provider: Provider, connected: Connected) -> Answer:
    try:
        says = remote_setup.test(opened.transaction, provider, connected, opened.house.keyring)
    except FAULTS as fault:
        return one_system(call, opened, status=422, fault=str(fault))
    return one_system(call, opened, says=says)


def _unless_at_fault(call: Call, opened: Opened, work: Callable[[Transaction], None]) -> Answer:
    try:
        with opened.transaction() as tx:
            work(tx)
    except FAULTS as fault:
        return one_system(call, opened, status=422, fault=str(fault))
    return go_to(f"{PLACE}/{provider_in(call)}?done=saved")
