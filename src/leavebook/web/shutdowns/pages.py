"""Shutdowns: what is ordered, what one would take, ordering it and calling it off."""

from leavebook.http.call import Answer, Call
from leavebook.http.door import Opened, Transaction
from leavebook.queries.company.shutdown_preview import ShutdownPreview, shutdown_preview
from leavebook.queries.company.shutdowns import shutdown_choices, shutdown_lines, shutdown_page
from leavebook.queries.company.sites import site_names
from leavebook.services.leave import shutdowns
from leavebook.services.policies.policies import assert_may_configure
from leavebook.web.fields import Fields, asked_in, form_of, number_in
from leavebook.web.page import go_to, show
from leavebook.web.shutdowns.forms import read_terms


def shutdown_list(call: Call, tx: Transaction) -> Answer:
    """Show every shutdown, and the form for another one."""
    return _list(call, tx, asked_in(call))


def check_shutdown(call: Call, opened: Opened) -> Answer:
    """Show what a shutdown would take from whom, before it is ordered."""
    with opened.transaction() as tx:
        assert_may_configure(tx)
    form = form_of(call)
    preview = shutdown_preview(opened.transaction, read_terms(form))
    with opened.transaction() as tx:
        return _list(call, tx, form, preview=preview)


def order_shutdown(call: Call, tx: Transaction) -> Answer:
    """Close, and have the days taken."""
    assert_may_configure(tx)
    shutdown_id = shutdowns.order(tx, read_terms(form_of(call)))
    return go_to(f"/shutdowns/{shutdown_id}?done=saved")


def one_shutdown(call: Call, tx: Transaction) -> Answer:
    """Show one shutdown and how far it has got."""
    return show(call, tx, "shutdowns/shutdown.html", shown=shutdown_page(tx, number_in(call, "id")))


def call_shutdown_off(call: Call, tx: Transaction) -> Answer:
    """Do not close after all."""
    shutdown_id = number_in(call, "id")
    shutdowns.call_off(tx, shutdown_id)
    return go_to(f"/shutdowns/{shutdown_id}?done=saved")


def charge_shutdown_again(call: Call, tx: Transaction) -> Answer:
    """Have those who were short charged once more."""
    shutdown_id = number_in(call, "id")
    shutdowns.charge_again(tx, shutdown_id)
    return go_to(f"/shutdowns/{shutdown_id}?done=saved")


def _list(
    call: Call, tx: Transaction, typed: Fields, *, preview: ShutdownPreview | None = None
) -> Answer:
    return show(
        call,
        tx,
        "shutdowns/shutdowns.html",
        lines=shutdown_lines(tx),
        choices=shutdown_choices(tx),
        sites=site_names(tx),
        typed=typed,
        preview=preview,
    )
