"""Leave types in words, the company, its tokens and its log."""

from leavebook.domain.people.permissions import may_administer, may_configure_leave
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.company.audit_log import audit_log
from leavebook.queries.leave.kinds import archived
from leavebook.queries.policies.policies_in_force import policies_in_force
from leavebook.services.sign_in import credentials
from leavebook.services.sign_in.credentials import FOR_PROGRAMS, SCOPES
from leavebook.web.fields import asked_in, form_of, number_in
from leavebook.web.languages import language_of
from leavebook.web.page import go_to, show
from leavebook.web.settings.forms import read_token
from leavebook.web.settings.in_words import in_words

_A_PAGE = 50


def leave_types(call: Call, tx: Transaction) -> Answer:
    """Show what each leave type grants, in words."""
    offered = policies_in_force(tx)
    language = language_of(call)
    return show(
        call,
        tx,
        "settings/leave_types.html",
        offered=[(each, in_words(each, language)) for each in offered],
        archived=archived(tx) if may_configure_leave(tx.actor) else (),
    )


def settings(call: Call, tx: Transaction) -> Answer:
    """Show the company's tokens and what can be set up."""
    return _settings(call, tx)


def issue_token(call: Call, tx: Transaction) -> Answer:
    """Make a token and show its secret, this once."""
    _assert_administers(tx)
    wanted = read_token(form_of(call), now=tx.now)
    issued = credentials.issue(
        tx,
        wanted.kind,
        name=wanted.name,
        scopes=wanted.scopes,
        expires_at=wanted.expires_at,
    )
    return _settings(call, tx, secret=issued.secret)


def revoke_token(call: Call, tx: Transaction) -> Answer:
    """Revoke a token; the very next call with it is refused."""
    credentials.revoke(tx, number_in(call, "id"))
    return go_to("/settings?done=revoked")


def audit(call: Call, tx: Transaction) -> Answer:
    """Show what happened in the company, newest first."""
    before = asked_in(call)
    lines = audit_log(
        tx, before=before.number("before") if before.text("before") else None, limit=_A_PAGE
    )
    return show(call, tx, "settings/audit.html", lines=lines, has_more=len(lines) == _A_PAGE)


def more(call: Call, tx: Transaction) -> Answer:
    """Show the places that a small screen has no room for."""
    return show(call, tx, "settings/more.html")


def _settings(call: Call, tx: Transaction, *, secret: str | None = None) -> Answer:
    _assert_administers(tx)
    return show(
        call,
        tx,
        "settings/settings.html",
        tokens=credentials.listed(tx),
        secret=secret,
        kinds=FOR_PROGRAMS,
        scopes=SCOPES,
        company=tx.company,
        now=tx.now,
    )


def _assert_administers(tx: Transaction) -> None:
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "administer"}))
