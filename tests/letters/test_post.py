"""Handing letters to a mail server: encrypted, with a login, and when it says no."""

import ssl
from pathlib import Path

import pytest

from leavebook.jobs.post import Log, MailServer, Security, message_of, post_of
from leavebook.services.outside.remote_faults import Permanent, Temporary
from leavebook.services.telling.letters import Letter
from leavebook.settings import BadSetting, Settings
from tests.cast import NOW
from tests.letters.conftest import PASSWORD, Mailbox, html_of, let_in, server_at, serving, text_of

LETTER = Letter(
    to_name="Béa Müller, Ltd.",
    to_address="bea@acme.example",
    language="de",
    subject="Ihr Urlaub ist genehmigt: 4.–8. Mai",
    text="Guten Tag.\n",
    html="<p>Guten Tag.</p>",
    mark="0f3c.7",
    unsubscribe="https://leave.example.com/profile",
)


def test_a_letter_has_both_bodies_and_keeps_automatic_answers_away(mailbox: Mailbox) -> None:
    server_at(mailbox.port).send(LETTER, now=NOW)

    (letter,) = mailbox.letters
    assert letter["Subject"] == LETTER.subject
    assert letter["To"].addresses[0].display_name == LETTER.to_name
    assert letter["From"].addresses[0].addr_spec == "leave@acme.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["List-Unsubscribe"] == "<https://leave.example.com/profile>"
    assert letter["Message-ID"] == "<0f3c.7@acme.example>"
    assert letter["Content-Language"] == "de"
    assert (text_of(letter).strip(), html_of(letter).strip()) == ("Guten Tag.", LETTER.html)


@pytest.mark.parametrize("name", ["Bea\r\nBcc: all@acme.example", "Bea\nX: y"])
def test_no_name_writes_a_header_of_its_own(name: str) -> None:
    letter = Letter(
        to_name=name,
        to_address="bea@acme.example",
        language="en",
        subject="Leave",
        text="x",
        html="x",
        mark="m",
    )

    with pytest.raises(ValueError, match=r"CR|LF|[Nn]ewline|linefeed|invalid"):
        message_of(letter, sender="leave@acme.example", now=NOW)


def test_the_password_is_said_behind_starttls_only(certificate: ssl.SSLContext) -> None:
    mailbox = Mailbox()
    running = serving(
        mailbox,
        tls_context=certificate,
        require_starttls=True,
        authenticator=let_in,
        auth_required=True,
    )
    try:
        right = server_at(mailbox.port, security=Security.STARTTLS, user="leave", password=PASSWORD)
        right.send(LETTER, now=NOW)
        with pytest.raises(Temporary, match="does not let us in"):
            server_at(
                mailbox.port, security=Security.STARTTLS, user="leave", password="wrong"
            ).send(LETTER, now=NOW)
    finally:
        running.stop()

    assert len(mailbox.letters) == 1
    assert PASSWORD not in repr(right)


def test_a_server_that_nobody_vouches_for_gets_nothing(
    certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = Mailbox()
    running = serving(mailbox, tls_context=certificate, require_starttls=True)
    monkeypatch.delenv("SSL_CERT_FILE")
    try:
        with pytest.raises(Temporary, match="cannot be reached"):
            server_at(mailbox.port, security=Security.STARTTLS).send(LETTER, now=NOW)
    finally:
        running.stop()

    assert mailbox.letters == []


def test_encryption_that_is_wanted_is_never_left_out(mailbox: Mailbox) -> None:
    with pytest.raises(Permanent):
        server_at(mailbox.port, security=Security.STARTTLS).send(LETTER, now=NOW)

    assert mailbox.letters == []


@pytest.mark.parametrize(("answer", "fault"), [("451 later", Temporary), ("550 never", Permanent)])
def test_what_the_server_says_no_to_is_tried_again_where_that_helps(
    mailbox: Mailbox, answer: str, fault: type[Exception]
) -> None:
    mailbox.answer = answer

    with pytest.raises(fault, match=answer[:3]):
        server_at(mailbox.port).send(LETTER, now=NOW)


def test_a_server_that_is_away_is_tried_again() -> None:
    with pytest.raises(Temporary):
        server_at(1).send(LETTER, now=NOW)


def test_without_a_server_letters_stand_in_the_log() -> None:
    assert isinstance(post_of(Settings()), Log)


def test_the_password_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("from a file\n", "utf-8")

    made = post_of(
        Settings(smtp_host="mail.example", smtp_from="a@b.example", smtp_password_file=str(file))
    )

    assert isinstance(made, MailServer)
    assert made.password == "from a file"


@pytest.mark.parametrize(
    "wrong",
    [
        {"smtp_from": None},
        {"smtp_from": "nobody"},
        {"smtp_security": "tls"},
        {"smtp_password_file": "/no/such/file"},
    ],
)
def test_a_mail_server_that_cannot_work_is_said_at_once(wrong: dict[str, str | None]) -> None:
    usual = {"smtp_host": "mail.example", "smtp_from": "a@b.example"}

    with pytest.raises(BadSetting, match="LEAVEBOOK_SMTP"):
        post_of(Settings(**{**usual, **wrong}))  # type: ignore[arg-type]  # texts, all of them
