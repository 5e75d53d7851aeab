"""Getting in for the first time, and with another password."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from tests.cast import Cast
from tests.conftest import Cluster, served
from tests.web.conftest import give_password, session

Web = Callable[..., httpx2.Client]

CHOSEN = "seven quiet herons fly"


def invited(cast: Cast, web: Web, who: str = "bea") -> str:
    page = web(cast, "ada").post(f"/people/{cast.members[who].employee_id}/invite").text
    link = re.search(r"/welcome/[0-9a-f]{64}", page)
    assert link is not None
    return link[0]


def test_whoever_is_invited_chooses_a_password_and_signs_in_with_it(cast: Cast, web: Web) -> None:
    link = invited(cast, web)

    chosen = web().post(link, data={"password": CHOSEN, "again": CHOSEN})
    signed_in = web().post("/login", data={"email": cast.bea.email, "password": CHOSEN})

    assert chosen.headers["location"] == "/login?done=password"
    assert signed_in.status_code == 303
    assert "set-cookie" in signed_in.headers


def test_an_invitation_is_good_once_even_when_used_ten_times_at_once(cast: Cast, web: Web) -> None:
    link = invited(cast, web)

    with ThreadPoolExecutor(10) as crowd:
        answers = list(
            crowd.map(
                lambda number: web().post(
                    link, data={"password": f"{CHOSEN} {number}", "again": f"{CHOSEN} {number}"}
                ),
                range(10),
            )
        )

    assert sorted(answer.status_code for answer in answers) == [303, *[422] * 9]


def test_a_new_invitation_ends_the_one_before(cast: Cast, web: Web) -> None:
    old, new = invited(cast, web), invited(cast, web)

    first = web().post(old, data={"password": CHOSEN, "again": CHOSEN})
    second = web().post(new, data={"password": CHOSEN, "again": CHOSEN})

    assert (first.status_code, second.status_code) == (422, 303)


def test_looking_at_an_invitation_uses_nothing_up(cast: Cast, web: Web) -> None:
    link = invited(cast, web)

    web().get(link)

    assert web().post(link, data={"password": CHOSEN, "again": CHOSEN}).status_code == 303


def test_short_passwords_and_typing_errors_are_told(cast: Cast, web: Web) -> None:
    link = invited(cast, web)

    short = web().post(link, data={"password": "short", "again": "short"})
    differs = web().post(link, data={"password": CHOSEN, "again": CHOSEN + "!"})

    assert "at least 15 characters" in short.text
    assert "not the same" in differs.text


def test_nobody_below_an_administrator_invites_one(cast: Cast, web: Web) -> None:
    with cast.acting() as tx:
        tx.run(
            "UPDATE user_account SET role = 'hr', access_level = 'head' WHERE id = %(id)s",
            id=cast.mo.user_id,
        )

    to_ada = web(cast, "mo").post(f"/people/{cast.ada.employee_id}/invite")
    to_bea = web(cast, "mo").post(f"/people/{cast.bea.employee_id}/invite")

    assert (to_ada.status_code, to_bea.status_code) == (403, 200)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The password has been chosen already"), ("de", "Das Passwort ist schon gewählt")],
)
def test_nobody_is_handed_a_link_for_somebody_who_has_a_password(
    cast: Cast, web: Web, language: str, said: str
) -> None:
    password = give_password(cast, "bea")
    office = web(cast, "ada")
    office.headers["Accept-Language"] = language

    refused = office.post(f"/people/{cast.bea.employee_id}/invite", data={"by": "link"})
    signed_in = web().post("/login", data={"email": cast.bea.email, "password": password})

    assert refused.status_code == 422
    assert said in refused.text
    assert "/welcome/" not in refused.text
    assert signed_in.status_code == 303


def test_a_letter_may_go_to_somebody_who_has_a_password(cluster: Cluster, cast: Cast) -> None:
    give_password(cast, "bea")

    with (
        served(cluster, LEAVEBOOK_SMTP_HOST="127.0.0.1") as address,
        httpx2.Client(base_url=address, timeout=20, headers={"Origin": address}) as office,
    ):
        office.cookies.set("leavebook", session(cast, "ada"))
        to_bea = office.post(f"/people/{cast.bea.employee_id}/invite")
        to_kim = office.post(f"/people/{cast.kim.employee_id}/invite")

    assert "A link for another password is on its way" in to_bea.text
    assert "An invitation is on its way" in to_kim.text
    assert "Show a link instead" not in to_bea.text
    assert "Show a link instead" in to_kim.text


def test_the_page_of_a_person_offers_what_can_be_done_about_their_login(
    cluster: Cluster, cast: Cast, web: Web
) -> None:
    give_password(cast, "bea")
    bea, kim = (f"/people/{cast.members[who].employee_id}" for who in ("bea", "kim"))

    without_mail = {path: web(cast, "ada").get(path).text for path in (bea, kim)}
    with (
        served(cluster, LEAVEBOOK_SMTP_HOST="127.0.0.1") as address,
        httpx2.Client(base_url=address, timeout=20) as office,
    ):
        office.cookies.set("leavebook", session(cast, "ada"))
        with_mail = {path: office.get(path).text for path in (bea, kim)}

    assert "Invite to sign in" in without_mail[kim]
    assert f"{bea}/invite" not in without_mail[bea]
    assert "Has a password" in without_mail[bea]
    assert "Send a link for another password" in with_mail[bea]
    assert "Invite to sign in" in with_mail[kim]


def test_an_invitation_is_no_token_and_no_session(cast: Cast, web: Web) -> None:
    secret = invited(cast, web).removeprefix("/welcome/")
    client = web()
    client.cookies.set("leavebook", secret)

    assert client.get("/").status_code == 303
    assert client.get("/login").status_code == 200


def test_another_password_ends_every_other_session(cast: Cast, web: Web) -> None:
    old = give_password(cast, "bea")
    here, elsewhere = web(cast, "bea"), web(cast, "bea")

    wrong = here.post("/profile/password", data={"old": "not it at all, no", "new": CHOSEN})
    right = here.post("/profile/password", data={"old": old, "new": CHOSEN})

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
