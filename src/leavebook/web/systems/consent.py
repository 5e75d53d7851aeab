"""Letting Leavebook into a system with a person's consent: there, back here, and choosing."""

from collections.abc import Callable
from typing import TypeVar

from leavebook.http.call import Answer, Call
from leavebook.http.door import Opened, Transaction
from leavebook.services.outside import consenting
from leavebook.services.outside.remote_consent import Place
from leavebook.services.outside.remote_systems import Permanent
from leavebook.web.fields import form_of
from leavebook.web.page import show
from leavebook.web.systems.forms import read_given
from leavebook.web.systems.pages import FAULTS, PLACE, live, one_system, provider_in, test_system

Found = TypeVar("Found")


def begin_consent(call: Call, opened: Opened) -> Answer:
    """Show the link to where the person agrees: pages may send no form to another site."""
    provider = provider_in(call)
    connected = live(opened.house, provider)
    given = read_given(form_of(call), connected)

    def begun() -> str:
        return consenting.begin(
            opened.transaction,
            provider,
            connected,
            given,
            redirect=f"{call.base_url}{PLACE}/{provider}/callback",
            keyring=opened.house.keyring,
        )

    return _unless_at_fault(
        call,
        opened,
        begun,
        lambda tx, url: show(call, tx, "systems/consent.html", provider=provider, url=url),
    )


def consent_given(call: Call, opened: Opened) -> Answer:
    """Show what the consent opens, to whoever comes back from there."""
    provider = provider_in(call)

    def finished() -> tuple[Place, ...]:
        if call.asked("error") is not None:
            raise Permanent("the consent was not given")
        return consenting.finish(
            opened.transaction,
            provider,
            live(opened.house, provider),
            code=call.asked("code") or "",
            state=call.asked("state") or "",
            keyring=opened.house.keyring,
        )

    return _unless_at_fault(
        call,
        opened,
        finished,
        lambda tx, places: show(call, tx, "systems/places.html", provider=provider, places=places),
    )


def choose_place(call: Call, opened: Opened) -> Answer:
    """Connect the company to the place, and say what the system says about it."""
    provider = provider_in(call)
    try:
        consenting.choose(
            opened.transaction,
            provider,
            live(opened.house, provider),
            place=form_of(call).text("place"),
            keyring=opened.house.keyring,
        )
    except FAULTS as fault:
        return one_system(call, opened, status=422, fault=str(fault))
    return test_system(call, opened)


def _unless_at_fault(
    call: Call,
    opened: Opened,
    work: Callable[[], Found],
    shown: Callable[[Transaction, Found], Answer],
) -> Answer:
    try:
        found = work()
    except FAULTS as fault:
        return one_system(call, opened, status=422, fault=str(fault))
    with opened.transaction() as tx:
        return shown(tx, found)
