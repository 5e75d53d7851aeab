"""Making passkeys and coming in with them, without a browser."""

import json
from typing import Any

import httpx2

from tests.authenticator import Authenticator
from tests.cast import Cast
from tests.web.conftest import PASSWORD, session


def asked(client: httpx2.Client, path: str, **form: str) -> dict[str, Any]:
    answer = client.post(path, data=form)
    assert answer.status_code == 200, answer.text
    wanted: dict[str, Any] = answer.json()
    return wanted


def keep(client: httpx2.Client, answer: dict[str, Any]) -> httpx2.Response:
    form = {"signed": json.dumps(answer), "name": "Key", "password": PASSWORD}
    return client.post("/profile/passkeys", data=form)


def enrol(client: httpx2.Client, cast: Cast, authenticator: Authenticator) -> httpx2.Response:
    """Have Bea make a passkey with the authenticator, and sign out."""
    client.cookies.set("leavebook", session(cast, "bea"))
    wanted = asked(client, "/profile/passkeys/ask", password=PASSWORD)
    answer = keep(client, authenticator.make(wanted))
    client.cookies.clear()
    return answer


def come_in(client: httpx2.Client, answer: dict[str, Any]) -> bool:
    sent = client.post("/login/passkey", data={"signed": json.dumps(answer), "next": "/"})
    assert sent.status_code == 303, sent.text
    client.cookies.clear()
    is_in = sent.headers["location"] == "/"
    assert is_in is ("leavebook=" in sent.headers.get("set-cookie", ""))
    return is_in


def signed(client: httpx2.Client, authenticator: Authenticator) -> dict[str, Any]:
    authenticator.count += 1
    return authenticator.sign(asked(client, "/login/passkey/ask"))
