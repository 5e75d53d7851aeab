"""The secret of a decision link: in the letter, and nowhere else."""

from collections.abc import Callable
from dataclasses import replace

import httpx2
import pytest

from leavebook.jobs.post import Log
from leavebook.mailing import Mailroom
from leavebook.services.outside.remote_faults import Permanent
from leavebook.storage.sign_in.digests import digest_of
from tests.cast import Cast
from tests.conftest import Cluster
from tests.integrations.dumps import dump_of
from tests.letters.conftest import Mailbox
from tests.letters.linked import asked
from tests.letters.test_about_leave import ask, hear, jobs

Web = Callable[..., httpx2.Client]


def test_only_the_digest_is_kept_and_the_secret_is_nowhere(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom, cluster: Cluster
) -> None:
    _, path = asked(cast, mailbox, room)
    secret = path.removeprefix("/decide/")
    answers = [
        web().post(path, data={"verdict": "reject", "reason": ""}),
        web().post(path, data={"verdict": "approve"}),
        web().post(path, data={"verdict": "approve"}),
        web(cast, "ada").get("/settings/audit"),
    ]
    hear(cast)

    assert secret not in dump_of(cluster, cast.company_id)
    assert secret not in answers[2].text + answers[3].text
    for answer in answers[:3]:
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-robots-tag"] == "noindex"


def test_the_secret_opens_nothing_else(
    cast: Cast, web: Web, mailbox: Mailbox, room: Mailroom, api: httpx2.Client
) -> None:
    _, path = asked(cast, mailbox, room)
    secret = path.removeprefix("/decide/")
    client = web()
    client.cookies.set("leavebook", secret)

    assert client.get("/inbox").status_code == 303
    assert client.post(f"/reset/{secret}", data={"password": "x", "again": "x"}).is_error
    assert client.get(f"/ical/own/{secret}.ics").is_error
    assert api.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {secret}"}).is_error
    assert web().get(f"/decide/{cast.mo.token}").status_code == 404


def test_without_a_mail_server_no_link_is_made(cast: Cast, room: Mailroom) -> None:
    ask(cast, "bea")
    hear(cast)

    replace(room, post=Log()).tell_of_leave(cast.company_id, jobs(cast)[0])

    with cast.acting() as tx:
        assert tx.value("SELECT count(*) FROM decision_link") == 0


CANARY = "c0ffee" * 10 + "c0ff"


@pytest.fixture
def room_with_a_canary(room: Mailroom, monkeypatch: pytest.MonkeyPatch) -> Mailroom:
    """Give a mailroom whose next secret is known."""
    monkeypatch.setattr(
        "leavebook.services.telling.decision_links.secrets.token_hex", lambda _: CANARY
    )
    return room


def test_what_the_mail_server_will_not_take_is_said_without_the_secret(
    cast: Cast,
    mailbox: Mailbox,
    room_with_a_canary: Mailroom,
    cluster: Cluster,
    capfd: pytest.CaptureFixture[str],
) -> None:
    ask(cast, "bea")
    hear(cast)
    mailbox.answer = "550 not you"

    with pytest.raises(Permanent) as refused:
        room_with_a_canary.tell_of_leave(cast.company_id, jobs(cast)[0])

    with cast.acting() as tx:
        assert tx.value("SELECT digest FROM decision_link") == digest_of(CANARY)
    said = "".join((str(refused.value), repr(refused.value.__cause__), *capfd.readouterr()))
    assert CANARY not in said
    assert CANARY not in dump_of(cluster, cast.company_id)
