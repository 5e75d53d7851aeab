"""Getting in again without the password, and nothing else that this could be used for."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import httpx2
import pytest

from leavebook.domain.problems import Refused
from leavebook.mailing import Mailroom
from leavebook.services.sign_in import password_reset
from leavebook.services.sign_in.password_reset import NotAuthenticated
from tests.cast import NOW, Cast
from tests.letters.conftest import Mailbox, text_of
from tests.web.conftest import give_password

Web = Callable[..., httpx2.Client]

CHOSEN = "seven quiet herons fly"


def jobs(cast: Cast) -> list[str]:
    with cast.acting() as tx:
        rows = tx.rows(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'send_reset'"
            " AND args ->> 'email_key' LIKE %(where)s ORDER BY id",
            where=f"%@{cast.codename}.example",
        )
    return [str(row.args["email_key"]) for row in rows]


def link(cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom) -> str:
    """Ask for a link on the pages, have the job run, and return the path from the letter."""
    web().post("/forgotten", data={"email": cast.bea.email})
    room.reset_password(jobs(cast)[-1])
    found = re.search(r"/reset/[0-9a-f]{64}", text_of(mailbox.letters[-1]))
    assert found is not None
    return found[0]


def test_whoever_forgot_the_password_chooses_a_new_one(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    path = link(cast, web, mailbox, room)

    chosen = web().post(path, data={"password": CHOSEN, "again": CHOSEN})
    signed_in = web().post("/login", data={"email": cast.bea.email, "password": CHOSEN})

    assert mailbox.letters[-1]["To"].addresses[0].addr_spec == cast.bea.email
    assert chosen.headers["location"] == "/login?done=password"
    assert signed_in.status_code == 303


def test_a_known_and_an_unknown_address_are_answered_alike(cast: Cast, web: Web) -> None:
    known = web().post("/forgotten", data={"email": cast.bea.email})
    unknown = web().post("/forgotten", data={"email": f"{uuid4().hex}@{cast.codename}.example"})
    nonsense = web().post("/forgotten", data={"email": "not an address"})

    assert known.status_code == unknown.status_code == nonsense.status_code == 200
    assert known.text == unknown.text == nonsense.text
    assert len(jobs(cast)) == 2  # the request itself looks nothing up


def test_an_unknown_address_gets_no_letter(cast: Cast, mailbox: Mailbox, room: Mailroom) -> None:
    room.reset_password(f"nobody@{cast.codename}.example")

    assert mailbox.letters == []


def test_a_link_is_good_once_even_when_used_ten_times_at_once(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    path = link(cast, web, mailbox, room)

    with ThreadPoolExecutor(10) as crowd:
        answers = list(
            crowd.map(
                lambda number: web().post(
                    path, data={"password": f"{CHOSEN} {number}", "again": f"{CHOSEN} {number}"}
                ),
                range(10),
            )
        )

    assert sorted(answer.status_code for answer in answers) == [303, *[422] * 9]


def test_a_link_is_good_for_an_hour(cast: Cast) -> None:
    (made,) = password_reset.links(cast.database, cast.bea.email, now=NOW)

    with pytest.raises(NotAuthenticated):
        password_reset.reset(cast.database, made.secret, CHOSEN, now=NOW + timedelta(hours=1))
    password_reset.reset(cast.database, made.secret, CHOSEN, now=NOW + timedelta(minutes=59))


def test_a_new_link_ends_the_one_before(cast: Cast) -> None:
    (old,) = password_reset.links(cast.database, cast.bea.email, now=NOW)
    (new,) = password_reset.links(cast.database, cast.bea.email, now=NOW)

    with pytest.raises(NotAuthenticated):
        password_reset.reset(cast.database, old.secret, CHOSEN, now=NOW)
    password_reset.reset(cast.database, new.secret, CHOSEN, now=NOW)


def test_a_new_password_ends_every_session_and_token(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom, api: httpx2.Client
) -> None:
    here, before = web(cast, "bea"), web(cast, "bea")
    token = {"Authorization": f"Bearer {cast.bea.token}"}
    assert api.get("/api/v1/auth/me", headers=token).status_code == 200

    web().post(link(cast, web, mailbox, room), data={"password": CHOSEN, "again": CHOSEN})

    assert (here.get("/").status_code, before.get("/").status_code) == (303, 303)
    assert api.get("/api/v1/auth/me", headers=token).status_code == 401


def test_looking_at_a_link_and_short_passwords_use_nothing_up(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    path = link(cast, web, mailbox, room)

    web().get(path)
    short = web().post(path, data={"password": "short", "again": "short"})

    assert "at least 15 characters" in short.text
    assert web().post(path, data={"password": CHOSEN, "again": CHOSEN}).status_code == 303


def test_only_the_digest_of_a_link_is_kept(cast: Cast) -> None:
    (made,) = password_reset.links(cast.database, cast.bea.email, now=NOW)

    with cast.acting() as tx:
        kept = tx.rows("SELECT credential::text FROM credential")

    assert not any(made.secret in str(row) for row in kept)
    assert made.secret not in repr(made)


def test_a_link_is_no_session_and_no_token(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom, api: httpx2.Client
) -> None:
    secret = link(cast, web, mailbox, room).removeprefix("/reset/")
    client = web()
    client.cookies.set("leavebook", secret)

    assert client.get("/").status_code == 303
    assert client.post(f"/welcome/{secret}", data={"password": CHOSEN, "again": CHOSEN}).is_error
    assert api.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {secret}"}).is_error


def test_nobody_fills_a_strangers_mailbox(cast: Cast) -> None:
    for _ in range(3):
        password_reset.ask(cast.database, cast.bea.email, came_from=uuid4().hex, now=NOW)

    with pytest.raises(Refused):
        password_reset.ask(cast.database, cast.bea.email, came_from=uuid4().hex, now=NOW)


def test_whoever_has_left_gets_no_link(cast: Cast) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE employee SET left_on = '2026-03-31' WHERE id = %(id)s",
            id=cast.bea.employee_id,
        )

    assert list(password_reset.links(cast.database, cast.bea.email, now=NOW)) == []


def test_the_old_password_counts_until_a_new_one_is_chosen(cast: Cast, web: Web) -> None:
    password = give_password(cast, "bea")
    list(password_reset.links(cast.database, cast.bea.email, now=NOW))

    signed_in = web().post("/login", data={"email": cast.bea.email, "password": password})

    assert signed_in.status_code == 303


def test_an_invitation_comes_by_letter(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom
) -> None:
    room.invite(cast.company_id, cast.bea.employee_id)

    (letter,) = mailbox.letters
    path = re.search(r"/welcome/[0-9a-f]{64}", text_of(letter))
    assert path is not None
    assert letter["To"].addresses[0].addr_spec == cast.bea.email
    chosen = web().post(path[0], data={"password": CHOSEN, "again": CHOSEN})
    assert chosen.headers["location"] == "/login?done=password"
