"""A worker that is killed between the mail server's answer and what it writes down of it."""

import pytest

from leavebook.mailing import Mailroom
from leavebook.services.telling import letters
from leavebook.storage.transaction import Transaction
from tests.cast import Cast
from tests.letters.conftest import Mailbox
from tests.letters.test_about_leave import ask, hear, jobs


class Killed(BaseException):
    """What a worker leaves undone that is killed."""


def test_when_the_worker_is_killed_once_it_has_left_its_twin_is_told_by_its_number(
    cast: Cast, mailbox: Mailbox, room: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can know whether the mail server has taken it: whoever reads is told twice, not never.

    Mailboxes show one of two letters with the same number, and any of the two can be decided with.
    """
    ask(cast, "bea")
    hear(cast)
    (notification,) = jobs(cast)

    def killed(tx: Transaction, notification_id: int) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(letters, "sent", killed)
        with pytest.raises(Killed):
            room.tell_of_leave(cast.company_id, notification)
    room.tell_of_leave(cast.company_id, notification)
    room.tell_of_leave(cast.company_id, notification)

    first, twin = mailbox.letters
    assert first["Message-ID"] == twin["Message-ID"]
    assert first["Subject"] == twin["Subject"]
    with cast.acting() as tx:
        links = tx.value("SELECT count(*) FROM decision_link WHERE used_at IS NULL")
    assert links == 2
