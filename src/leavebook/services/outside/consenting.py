"""Letting Leavebook into a system outside with a person's consent: begin, finish, choose.

Between the three the person is in a browser, somewhere else. What has to be remembered is sealed,
belongs to whoever began, and each answer is taken once. No transaction is open during a call.
"""

import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

import msgspec

from leavebook.domain.integrations import Provider
from leavebook.domain.people.permissions import may_administer
from leavebook.domain.problems import Code, Problem, Refused
from leavebook.services.outside import remote_setup
from leavebook.services.outside.remote_accounts import Open, belongs_to, unseal
from leavebook.services.outside.remote_consent import Consent, Place
from leavebook.services.outside.remote_systems import Connected, Permanent
from leavebook.services.outside.sealing import CannotOpen, Keyring, Sealed
from leavebook.storage.outside import external_ids, integration_connections, integration_consents
from leavebook.storage.transaction import Transaction

_LONGEST_ANSWER = 4000


class _UnderWay(msgspec.Struct, kw_only=True, frozen=True):
    """What is remembered, in one sealed box."""

    given: dict[str, str]
    redirect: str
    state: str
    verifier: str
    tokens: dict[str, str] = {}
    places: tuple[str, ...] = ()


def begin(
    open_transaction: Open,
    provider: Provider,
    connected: Connected,
    given: Mapping[str, str],
    *,
    redirect: str,
    keyring: Keyring,
) -> str:
    """Return the address at which the actor can let Leavebook in; the browser then comes back.

    What the account already has need not be given again; what was begun before is forgotten.
    Raises Refused as connecting does.
    """
    consent = _consent_of(provider, connected)
    with open_transaction() as tx:
        _may_connect(tx)
        wanted = {**_known(tx, provider, connected, keyring), **given}
    remote_setup.check_given(connected, wanted)
    under_way = _UnderWay(
        given=wanted,
        redirect=redirect,
        state=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(64),
    )
    with open_transaction() as tx:
        _keep(tx, provider, under_way, keyring)
    return consent.url(
        wanted, redirect=redirect, state=under_way.state, verifier=under_way.verifier
    )


def answer_in(address: str) -> tuple[str, str]:
    """Return the code and the state in the address that a browser was sent back to.

    Raises Refused for an address without them, Permanent when the person did not agree.
    """
    found = parse_qs(urlsplit(address[:_LONGEST_ANSWER].strip()).query)
    if found.get("error"):
        raise Permanent("the consent was not given")
    if not (found.get("code") and found.get("state")):
        raise _not_ours("address")
    return found["code"][0], found["state"][0]


def finish(
    open_transaction: Open,
    provider: Provider,
    connected: Connected,
    *,
    code: str,
    state: str,
    keyring: Keyring,
) -> tuple[Place, ...]:
    """Return what the consent opens, for the actor who began it; one of them is then chosen."""
    consent = _consent_of(provider, connected)
    with open_transaction() as tx:
        under_way = _find(tx, provider, keyring)
        if not under_way.state or not hmac.compare_digest(under_way.state.encode(), state.encode()):
            raise _not_ours("state")
        _keep(tx, provider, msgspec.structs.replace(under_way, state=""), keyring)
    tokens = consent.redeem(
        under_way.given, redirect=under_way.redirect, code=code, verifier=under_way.verifier
    )
    places = consent.places(tokens)
    with open_transaction() as tx:
        redeemed = msgspec.structs.replace(
            under_way,
            state="",
            verifier="",
            tokens=dict(tokens),
            places=tuple(each.id for each in places),
        )
        _keep(tx, provider, redeemed, keyring)
    return places


def choose(
    open_transaction: Open,
    provider: Provider,
    connected: Connected,
    *,
    place: str,
    keyring: Keyring,
) -> None:
    """Connect the company to the place; testing the account then matches its leave types.

    Who people are elsewhere is forgotten when the company had another place before.
    """
    consent = _consent_of(provider, connected)
    with open_transaction() as tx:
        under_way = _find(tx, provider, keyring)
    if place not in under_way.places:
        raise Refused(Problem(Code.INVALID, {"field": "place", "problem": "unknown"}))
    settings = consent.settings_of(place, under_way.given, under_way.tokens)
    with open_transaction() as tx:
        before = integration_connections.find(tx, provider)
        known = {} if before is None else dict(before.settings)
        if any(known.get(name) not in {None, value} for name, value in settings.items()):
            external_ids.forget_all(tx, provider)
            known = {}
        open_ones, secret_ones = remote_setup.parted(connected, under_way.given)
        remote_setup.keep_account(
            tx,
            provider,
            settings={**known, **open_ones, **settings},
            secrets={**secret_ones, **under_way.tokens},
            keyring=keyring,
        )
        integration_consents.forget(tx, provider)


def _known(
    tx: Transaction, provider: Provider, connected: Connected, keyring: Keyring
) -> dict[str, str]:
    """Return what the account has, as far as it can be opened."""
    found = integration_connections.find(tx, provider)
    if found is None:
        return {}
    is_needed = {need.name for need in connected.needs}
    try:
        kept = unseal(keyring, found, belongs_to(tx, provider))
    except CannotOpen:
        kept = {}
    return {
        **{name: value for name, value in found.settings.items() if "." not in name},
        **{name: value for name, value in kept.items() if name in is_needed},
    }


def _consent_of(provider: Provider, connected: Connected) -> Consent:
    if connected.consent is None:
        raise Permanent(f"{provider} is not connected with a person's consent")
    return connected.consent


def _keep(tx: Transaction, provider: Provider, under_way: _UnderWay, keyring: Keyring) -> None:
    _may_connect(tx)
    sealed = keyring.seal(msgspec.json.encode(under_way), belongs_to=_owner(tx, provider))
    integration_consents.keep(tx, provider, secrets=sealed.box, key_id=sealed.key_id)


def _find(tx: Transaction, provider: Provider, keyring: Keyring) -> _UnderWay:
    _may_connect(tx)
    found = integration_consents.find(tx, provider)
    if found is None:
        raise _not_ours("state")
    try:
        box = keyring.open(Sealed(found.key_id, found.secrets), belongs_to=_owner(tx, provider))
    except CannotOpen as error:
        raise _not_ours("state") from error
    return msgspec.json.decode(box, type=_UnderWay)


def _may_connect(tx: Transaction) -> None:
    if not may_administer(tx.actor):
        raise Refused(Problem(Code.FORBIDDEN, {"what": "connect systems"}))


def _owner(tx: Transaction, provider: Provider) -> str:
    return f"{belongs_to(tx, provider)}/consent"


def _not_ours(field: str) -> Refused:
    return Refused(Problem(Code.INVALID, {"field": field, "problem": "not_the_code"}))
