from datetime import datetime, timedelta

import pytest

from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import CompanyId, UserId
from leavebook.domain.problems import Code, Refused
from leavebook.services.people.exits import part
from leavebook.services.sign_in.credentials import CredentialKind, Issued, issue, listed, revoke
from leavebook.storage.doors import NotAuthenticated, entered_with
from leavebook.storage.sign_in.digests import digest_of
from leavebook.storage.transaction import Transaction, in_company
from tests.cast import NOW, Cast
from tests.services.newcomers import refusal

COMPANY_TOKEN = CredentialKind.COMPANY_TOKEN
USER_TOKEN = CredentialKind.USER_TOKEN


def works(cast: Cast, secret: str, *, now: datetime = NOW, scope: str = "leave") -> bool:
    """Return whether the secret still opens the door."""
    try:
        with entered_with(
            cast.database,
            digest_of(secret),
            now=now,
            door="test",
            scope=scope,
        ):
            return True
    except NotAuthenticated:
        return False


def test_a_company_token_is_64_hexadecimal_digits(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        issued = issue(tx, COMPANY_TOKEN, name="HR sync")

    assert len(issued.secret) == 64
    assert set(issued.secret) <= set("0123456789abcdef")
    assert works(cast, issued.secret, scope="people")


def test_a_user_token_names_its_id_before_a_bar(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        issued = issue(tx, USER_TOKEN, name="phone")

    before, _, after = issued.secret.partition("|")

    assert int(before) == issued.id
    assert len(after) == 64
    assert works(cast, issued.secret)


@pytest.mark.parametrize("kind", CredentialKind)
def test_only_the_digest_of_a_secret_is_kept(cast: Cast, kind: CredentialKind) -> None:
    with cast.acting("ada") as tx:
        issued = issue(tx, kind, name="kept")

    with cast.acting() as tx:
        digest = tx.value("SELECT digest FROM credential WHERE id = %(id)s", id=issued.id)
        everything = tx.value("SELECT c::text FROM credential AS c WHERE id = %(id)s", id=issued.id)
        history = tx.value("SELECT string_agg(v::text, ' ') FROM event AS v")
    random_part = issued.secret.rpartition("|")[2]
    assert digest == digest_of(issued.secret)
    assert random_part not in everything + history
    assert random_part not in repr(issued)


def test_two_secrets_are_never_the_same(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        secrets = {issue(tx, COMPANY_TOKEN, name="HR sync").secret for _ in range(20)}

    assert len(secrets) == 20


def test_a_company_credential_is_for_leave_and_people_and_a_personal_one_for_leave(
    cast: Cast,
) -> None:
    with cast.acting("ada") as tx:
        made = {issue(tx, kind, name=kind).id: kind for kind in CredentialKind}
        scopes = {made[each.id]: each.scopes for each in listed(tx) if each.id in made}

    assert scopes == {
        CredentialKind.COMPANY_TOKEN: ("leave", "people"),
        CredentialKind.ORGANISATION_KEY: ("leave", "people"),
        CredentialKind.USER_TOKEN: ("leave",),
        CredentialKind.USER_KEY: ("leave",),
    }


@pytest.mark.parametrize("who", ["bea", "mo"])
@pytest.mark.parametrize("kind", [COMPANY_TOKEN, CredentialKind.ORGANISATION_KEY])
def test_only_administrators_issue_company_credentials(
    cast: Cast, who: str, kind: CredentialKind
) -> None:
    with cast.acting(who) as tx:
        said = refusal(lambda: issue(tx, kind, name="mine"))

    assert said == [(Code.FORBIDDEN, None)]


def test_nobody_issues_a_token_in_a_colleagues_name(cast: Cast) -> None:
    with cast.acting("kim") as tx:
        said = refusal(lambda: issue(tx, USER_TOKEN, name="hers", user_id=cast.bea.user_id))

    assert said == [(Code.FORBIDDEN, None)]


def test_a_company_token_cannot_issue_tokens_for_the_person_who_answers_for_it(cast: Cast) -> None:
    with entered_with(
        cast.database, digest_of(cast.company_token), now=NOW, door="test", scope="leave"
    ) as tx:
        said = refusal(lambda: issue(tx, USER_TOKEN, name="hers"))

    assert said == [(Code.FORBIDDEN, None)]


def test_a_token_cannot_issue_one_that_may_do_more_than_itself(cast: Cast) -> None:
    actor = Actor(
        CompanyId(cast.company_id),
        user_id=UserId(cast.ada.user_id),
        employee_id=None,
        role=cast.ada.role,
        level=cast.ada.level,
        scopes=frozenset({"leave"}),
    )
    with in_company(cast.database, cast.company_id, actor=actor, now=NOW, door="test") as tx:
        said = refusal(lambda: issue(tx, COMPANY_TOKEN, name="wider"))

    assert said == [(Code.FORBIDDEN, None)]


def test_the_operator_issues_a_token_that_a_person_answers_for(cast: Cast) -> None:
    with cast.acting() as tx:
        issued = issue(tx, COMPANY_TOKEN, name="HR sync", user_id=cast.ada.user_id)

    assert works(cast, issued.secret)


def test_somebody_of_another_company_cannot_answer_for_a_token(cast: Cast, strangers: Cast) -> None:
    with cast.acting("ada") as tx:
        said = refusal(
            lambda: issue(tx, COMPANY_TOKEN, name="HR sync", user_id=strangers.ada.user_id)
        )

    assert said == [(Code.UNKNOWN_REFERENCE, "user_id")]


@pytest.mark.parametrize("scopes", [(), ("everything",), ("leave", "LEAVE")])
def test_a_scope_that_does_not_exist_is_refused(cast: Cast, scopes: tuple[str, ...]) -> None:
    with cast.acting("ada") as tx:
        said = refusal(lambda: issue(tx, COMPANY_TOKEN, name="HR sync", scopes=scopes))

    assert said == [(Code.INVALID, "scopes")]


@pytest.mark.parametrize("name", ["", "  ", "x" * 151, "two\nlines"])
def test_a_name_that_nobody_can_read_is_refused(cast: Cast, name: str) -> None:
    with cast.acting("ada") as tx:
        said = refusal(lambda: issue(tx, COMPANY_TOKEN, name=name))

    assert said == [(Code.INVALID, "name")]


def test_a_credential_cannot_be_made_expired(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        said = refusal(lambda: issue(tx, COMPANY_TOKEN, name="late", expires_at=NOW))

    assert said == [(Code.INVALID, "expires_at")]


def test_an_expired_credential_opens_nothing(cast: Cast) -> None:
    tomorrow = NOW + timedelta(days=1)
    with cast.acting("ada") as tx:
        issued = issue(tx, COMPANY_TOKEN, name="one day", expires_at=tomorrow)

    assert works(cast, issued.secret, now=tomorrow - timedelta(seconds=1))
    assert not works(cast, issued.secret, now=tomorrow)


def test_a_revoked_credential_opens_nothing_from_the_next_call_on(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        issued = issue(tx, USER_TOKEN, name="phone")

    with cast.acting("bea") as tx:
        revoke(tx, issued.id)

    assert not works(cast, issued.secret)


def test_revoking_twice_is_told_once(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        issued = issue(tx, COMPANY_TOKEN, name="HR sync")
        revoke(tx, issued.id)
        revoke(tx, issued.id)
        told = tx.value("SELECT count(*) FROM event WHERE name = 'credential.revoked'")

    assert told == 1


def test_a_colleagues_or_strangers_credential_is_one_that_does_not_exist(
    cast: Cast, strangers: Cast
) -> None:
    with cast.acting("bea") as tx:
        beas = issue(tx, USER_TOKEN, name="phone")
    with strangers.acting("ada") as tx:
        theirs = issue(tx, COMPANY_TOKEN, name="HR sync")

    tried = [("kim", beas.id), ("bea", theirs.id), ("ada", theirs.id), ("ada", 0)]
    for who, credential_id in tried:
        with cast.acting(who) as tx, pytest.raises(Refused, match="not_found"):
            revoke(tx, credential_id)
    assert works(cast, beas.secret)
    assert works(strangers, theirs.secret)


def test_everybody_sees_their_own_credentials_and_administrators_all(cast: Cast) -> None:
    with cast.acting("bea") as tx:
        own = {each.user_id for each in listed(tx)}
    with cast.acting("ada") as tx:
        kinds = {each.kind for each in listed(tx)}

    assert own == {cast.bea.user_id}
    assert kinds == {COMPANY_TOKEN, USER_TOKEN}


def test_last_use_is_told_without_being_written_at_every_call(cast: Cast) -> None:
    with cast.acting("ada") as tx:
        issued = issue(tx, COMPANY_TOKEN, name="HR sync")
        unused = last_used(tx, issued)

    for minutes in (0, 1, 4):
        assert works(cast, issued.secret, now=NOW + timedelta(minutes=minutes))
    with cast.acting("ada") as tx:
        once = last_used(tx, issued)

    assert unused is None
    assert once == NOW


def last_used(tx: Transaction, issued: Issued) -> datetime | None:
    """Return when the credential was last used, as the list tells."""
    found = {each.id: each.last_used_at for each in listed(tx)}
    return found[issued.id]


def test_tokens_of_somebody_who_left_are_worth_nothing_and_the_companys_go_on(
    cast: Cast,
) -> None:
    with cast.acting("ada") as tx:
        part(tx, cast.bea.employee_id)

    assert not works(cast, cast.bea.token)
    assert works(cast, cast.company_token)
