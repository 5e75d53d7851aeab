"""What must never happen on the pages."""

import re
from collections.abc import Callable
from datetime import timedelta

import httpx2
import pytest

from tests.cast import NOW, Cast
from tests.web.conftest import Visit, ask, give_password, session

Web = Callable[..., httpx2.Client]

XSS = "<script>window.hit=1</script><img src=x onerror=window.hit=1>"


def test_nobody_sees_a_page_without_signing_in(web: Web) -> None:
    for path in ("/", "/ask", "/inbox", "/calendar", "/people", "/settings", "/requests/1"):
        answer = web().get(path)

        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login")


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "%2f%2fevil",
        "javascript:alert(1)",
    ],
)
def test_signing_in_leads_to_pages_of_ours_only(cast: Cast, web: Web, wanted: str) -> None:
    password = give_password(cast, "bea")

    answer = web().post(
        "/login", data={"email": cast.bea.email, "password": password, "next": wanted}
    )

    assert answer.status_code == 303
    assert answer.headers["location"] == "/"


def test_signing_in_leads_back_to_the_page_that_was_wanted(cast: Cast, web: Web) -> None:
    password = give_password(cast, "bea")
    asked = web().get("/calendar?month=2026-05")
    wanted = re.search(r"next=(.+)", asked.headers["location"])
    assert wanted is not None

    page = web().get(asked.headers["location"]).text
    answer = web().post(
        "/login",
        data={"email": cast.bea.email, "password": password, "next": "/calendar?month=2026-05"},
    )

    assert 'value="/calendar?month=2026-05"' in page
    assert answer.headers["location"] == "/calendar?month=2026-05"


def test_a_wrong_password_and_an_unknown_address_look_the_same(cast: Cast, web: Web) -> None:
    give_password(cast, "bea")

    wrong = web().post("/login", data={"email": cast.bea.email, "password": "not this one at all"})
    unknown = web().post(
        "/login", data={"email": "no@b.example", "password": "not this one at all"}
    )

    assert wrong.status_code == unknown.status_code == 401
    assert "set-cookie" not in wrong.headers
    hidden = re.compile(r'value="[^"]*"')
    assert hidden.sub("", wrong.text) == hidden.sub("", unknown.text)


def test_a_session_is_new_at_every_login_and_its_cookie_is_out_of_reach(
    cast: Cast, web: Web
) -> None:
    password = give_password(cast, "bea")
    client = web()
    client.cookies.set("leavebook", "f" * 64)

    answer = client.post("/login", data={"email": cast.bea.email, "password": password})

    cookie = answer.headers["set-cookie"]
    assert "f" * 64 not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_a_session_is_worth_nothing_after_signing_out(cast: Cast, web: Web) -> None:
    client = web(cast, "bea")
    secret = client.cookies["leavebook"]

    out = client.post("/logout")
    again = web()
    again.cookies.set("leavebook", secret)

    assert out.headers["clear-site-data"] == '"cache", "storage"'
    assert again.get("/").status_code == 303


def test_a_session_is_no_token_and_a_token_no_session(cast: Cast, web: Web, server: str) -> None:
    with_token = web()
    with_token.cookies.set("leavebook", cast.bea.token)
    secret = session(cast, "bea")

    as_token = httpx2.get(
        f"{server}/api/leave-types", headers={"Authorization": f"Bearer {secret}"}, timeout=20
    )

    assert with_token.get("/").status_code == 303
    assert as_token.status_code in {401, 404}


def test_a_session_that_nobody_used_for_half_a_day_has_ended(cast: Cast, web: Web) -> None:
    client = web(cast, "bea")
    assert client.get("/").status_code == 200
    with cast.acting() as tx:
        tx.run(
            """
            UPDATE credential_use SET last_used_at = %(then)s
             WHERE credential_id = (SELECT max(id) FROM credential WHERE kind = 'web_session')
            """,
            then=NOW - timedelta(hours=13),
        )

    assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": ""},
    ],
    ids=["other origin", "no origin", "cross-site", "subdomain", "neither said nor tokened"],
)
def test_a_form_from_another_site_changes_nothing(
    cast: Cast, web: Web, headers: dict[str, str]
) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    client = web(cast, "mo")
    if headers.get("Origin") == "":
        del client.headers["Origin"]
        headers = {}

    answer = client.post(f"/requests/{request}/approve", data={"version": "1"}, headers=headers)

    assert answer.status_code == 403
    assert "Waiting" in client.get(f"/requests/{request}").text


def test_a_browser_that_says_nothing_sends_the_token_of_the_form(cast: Cast, web: Web) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")
    client = web(cast, "mo")
    token = re.search(r'name="form_token" value="(\w+)"', client.get(f"/requests/{request}").text)
    assert token is not None
    del client.headers["Origin"]

    answer = client.post(
        f"/requests/{request}/approve", data={"version": "1", "form_token": token[1]}
    )

    assert answer.status_code == 303


def test_what_changed_since_it_was_shown_is_not_approved(cast: Cast, web: Web) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")

    answer = web(cast, "mo").post(f"/requests/{request}/approve", data={"version": "7"})

    assert answer.status_code == 409
    assert "changed by somebody else" in answer.text


def test_looking_never_changes_anything(cast: Cast, web: Web) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08")

    answer = web(cast, "mo").get(f"/requests/{request}/approve")

    assert answer.status_code == 405


def test_texts_that_people_type_stay_texts(cast: Cast, visit: Visit) -> None:
    request = ask(cast, "bea", "2026-05-04", "2026-05-08", reason=XSS)
    with cast.acting() as tx:
        tx.run("UPDATE employee SET full_name = %(name)s WHERE id = %(id)s", name=XSS,
               id=cast.bea.employee_id)  # fmt: skip
        tx.run("UPDATE leave_type SET name = %(name)s WHERE id = %(id)s", name=XSS[:99],
               id=cast.leave_types["AL"])  # fmt: skip
    ada = visit(cast, "ada")

    for path in (
        "/",
        "/ask",
        "/inbox",
        "/people",
        "/leave-types",
        "/reports",
        "/calendar?month=2026-05",
        f"/people?q={XSS}",
        f"/requests/{request}",
        f"/people/{cast.bea.employee_id}",
        f"/balances/{cast.bea.employee_id}/{cast.leave_types['AL']}",
        "/settings/audit",
    ):
        ada.goto(path)
        assert ada.evaluate("window.hit") is None, path


def test_every_page_keeps_strangers_and_caches_out(cast: Cast, web: Web) -> None:
    answer = web(cast, "bea").get("/")

    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<(script|style)>|\son\w+=|style=", answer.text)
    assert "http://" not in re.sub(r'xmlns="[^"]*"', "", answer.text)


def test_a_page_that_is_not_there_is_a_friendly_page(cast: Cast, web: Web) -> None:
    unknown = web(cast, "bea").get("/requests/999999999")
    nowhere = web().get("/no/such/page")

    assert unknown.status_code == nowhere.status_code == 404
    assert "There is no such page" in unknown.text
    assert "There is no such page" in nowhere.text


def test_a_request_of_another_company_looks_like_none_at_all(
    cast: Cast, strangers: Cast, web: Web
) -> None:
    theirs = ask(strangers, "bea", "2026-05-04", "2026-05-08")
    client = web(cast, "ada")

    other, none = client.get(f"/requests/{theirs}"), client.get("/requests/999999999")

    same = [re.sub(r"[0-9a-f]{32}", "", answer.text) for answer in (other, none)]
    assert other.status_code == none.status_code == 404
    assert same[0] == same[1]


def test_files_are_kept_for_ever_under_names_of_their_content(web: Web) -> None:
    page = web().get("/login").text
    found = re.search(r"/static/app\.[0-9a-f]{12}\.css", page)
    assert found is not None

    answer = web().get(found[0])

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert web().get("/static/app.000000000000.css").status_code == 404
    assert web().get("/static/..%2fpage.py").status_code == 404
