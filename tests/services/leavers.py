"""Bea, who has left long ago and whose name once stood everywhere."""

from datetime import UTC, date, datetime
from decimal import Decimal

from leavebook.domain.calendar.spans import whole_days
from leavebook.domain.integrations import Mode, Provider
from leavebook.domain.ledger.ledger import EntitlementMode
from leavebook.services.books import adjustments, own_entitlements
from leavebook.services.books.adjustments import Adjustment
from leavebook.services.books.own_entitlements import OwnFigure
from leavebook.services.leave import decisions, requests
from leavebook.services.leave.requests import LeaveAsked
from leavebook.services.people import legal_holds
from leavebook.services.people.exits import part
from leavebook.storage.outside import external_ids, integration_links
from leavebook.storage.sign_in import credentials, second_factors
from leavebook.storage.sign_in.credentials import CredentialKind
from leavebook.storage.transaction import Transaction
from tests.cast import Cast

EXIT = date(2026, 4, 30)
ONE_DAY_EARLY = datetime(2029, 4, 29, 12, 0, tzinfo=UTC)
DUE = datetime(2029, 4, 30, 12, 0, tzinfo=UTC)
"""Thirty-six months after the exit."""

CANARY = "quillon"
"""A word that nobody else has, in everything that is known of Bea."""


def let_bea_leave(cast: Cast) -> int:
    """Have Bea, whose name is a canary, work, ask, fall out, and leave; return her leave's id."""
    _name(cast)
    asked = _ask(cast, date(2026, 4, 13))
    refused = _ask(cast, date(2026, 4, 20))
    with cast.acting("mo") as tx:
        decisions.approve(tx, asked, comment=f"Enjoy, {CANARY}")
        decisions.reject(tx, refused, reason=f"Not that week, {CANARY}")
    with cast.acting("ada") as tx:
        _give(tx, cast)
        legal_holds.hold_person(tx, cast.bea.employee_id, f"{CANARY} against us")
        legal_holds.lift_persons(tx, cast.bea.employee_id)
    _known_elsewhere(cast, asked)
    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id, exit_day=EXIT)
    return asked


def residue(cast: Cast, word: str = CANARY) -> list[str]:
    """Return the tables in which the word still stands, the jobs that wait among them."""
    with cast.acting() as tx:
        tables = tx.rows(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'leavebook'::regnamespace ORDER BY relname"
        )
        found = [table.relname for table in tables if _stands_in(tx, table.relname, word)]
        jobs: int = tx.value(
            "SELECT count(*) FROM procrastinate_jobs WHERE strpos(lower(args::text), %(word)s) > 0",
            word=word,
        )
    return [*found, *(["jobs"] if jobs else [])]


def _stands_in(tx: Transaction, table: str, word: str) -> bool:
    query = f"SELECT EXISTS (SELECT 1 FROM {table} AS t WHERE strpos(lower(t::text), %(word)s) > 0)"
    return bool(tx.value(query, word=word))


def _name(cast: Cast) -> None:
    with cast.acting() as tx:
        who = {"id": cast.bea.employee_id, "user_id": cast.bea.user_id}
        tx.run(
            "UPDATE employee SET full_name = 'Quillon Bea', employee_number = 'QUILLON-7'"
            " WHERE id = %(id)s",
            **who,
        )
        tx.run(
            "UPDATE user_account SET name = 'Quillon Bea', email = 'quillon@acme.example',"
            " email_key = 'quillon@acme.example', picture = 'quillon.png',"
            " password_hash = 'quillon' WHERE id = %(user_id)s",
            **who,
        )


def _ask(cast: Cast, first: date) -> int:
    with cast.acting("bea") as tx:
        asked = requests.submit(
            tx,
            LeaveAsked(
                employee_id=cast.bea.employee_id,
                leave_type_id=cast.leave_types["AL"],
                spans=(whole_days(first, first),),
                reason=f"{CANARY}'s knee",
            ),
        )
        tx.run(
            "UPDATE leave_request SET external_ref = 'quillon-' || id,"
            " document_url = 'https://files.example/quillon' WHERE id = %(id)s",
            id=asked.id,
        )
    return asked.id


def _give(tx: Transaction, cast: Cast) -> None:
    bea, annual = cast.bea.employee_id, cast.leave_types["AL"]
    adjustments.adjust(
        tx,
        Adjustment(
            employee_id=bea,
            leave_type_id=annual,
            amount=Decimal(2),
            reason=f"{CANARY} moved house",
        ),
    )
    own_entitlements.set_own_entitlement(
        tx,
        OwnFigure(
            employee_id=bea,
            leave_type_id=annual,
            day=date(2026, 1, 1),
            amount=Decimal(1),
            mode=EntitlementMode.ADD,
            reason=f"{CANARY} asked for it",
        ),
    )


def _known_elsewhere(cast: Cast, request_id: int) -> None:
    bea = cast.bea.user_id
    with cast.acting() as tx:
        external_ids.remember(tx, bea, Provider.SLACK, "UQUILLON")
        second_factors.begin(tx, bea, secret=b"sealed", key_id="k")
        credentials.add(
            tx,
            kind=CredentialKind.WEB_SESSION,
            name="Quillon's laptop",
            user_id=bea,
            digest=bea.to_bytes(32),
            last_four="abcd",
            scopes=("web",),
            expires_at=None,
        )
        tx.run(
            "INSERT INTO provider_cache (company_id, provider, employee_id, body)"
            " VALUES (%(company_id)s, 'xero', %(id)s, '{\"of\": \"Quillon\"}')",
            company_id=cast.company_id,
            id=cast.bea.employee_id,
        )
    _told_elsewhere(cast, request_id)


def _told_elsewhere(cast: Cast, request_id: int) -> None:
    bea = cast.bea.user_id
    with cast.acting() as tx:
        integration_links.add(
            tx, request_id, Provider.XERO, generation=1, mode=Mode.LIVE, says="one day"
        )
        tx.run(
            "UPDATE integration_link SET external_id = 'quillon-1', error_kind = 'permanent',"
            " error = 'Quillon is not known', own_calendar = 'quillon@acme.example'"
            " WHERE request_id = %(id)s",
            id=request_id,
        )
        integration_links.add(
            tx,
            request_id,
            Provider.SLACK,
            generation=1,
            mode=Mode.LIVE,
            says="a question",
            recipient_id=bea,
        )
        tx.run(
            "UPDATE integration_link SET external_id = 'DQUILLON/1' WHERE recipient_id = %(id)s",
            id=bea,
        )
