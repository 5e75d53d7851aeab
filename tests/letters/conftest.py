"""A real mail server on loopback, and a mailroom that hands its letters to it."""

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx2
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from leavebook.clock import Clock
from leavebook.jobs.post import MailServer, Security
from leavebook.mailing import Mailroom
from tests.cast import NOW, Cast
from tests.web.conftest import clients

ADDRESS = "https://leave.example.com"
PASSWORD = "the post is on time"


@dataclass
class Mailbox:
    """What the mail server was handed; `answer` is what it says to every letter."""

    letters: list[EmailMessage] = field(default_factory=list)
    answer: str = "250 OK"
    port: int = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802, ANN401  the library's own
        del server, session
        if self.answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answer

    def to(self, address: str) -> list[EmailMessage]:
        """Return the letters to an address."""
        return [each for each in self.letters if address in str(each["To"])]


def serving(mailbox: Mailbox, **options: Any) -> Controller:  # noqa: ANN401  the library's own
    """Start a mail server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        mailbox.port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port, **options)
    controller.start()
    return controller


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """Serve mail without encryption or login."""
    opened = Mailbox()
    controller = serving(opened)
    yield opened
    controller.stop()


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Make a certificate for this machine, and have this process trust it alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, private = tmp_path / "chain.pem", tmp_path / "key.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, private)
    return context


def let_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, told: Any) -> AuthResult:  # noqa: ANN401  the library's own
    """Let in whoever knows the password."""
    is_right = told.login == b"leave" and told.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=is_right)


def server_at(port: int, **options: Any) -> MailServer:  # noqa: ANN401  options are the server's own
    plain = MailServer(
        host="127.0.0.1",
        port=port,
        sender="Leave at Acme <leave@acme.example>",
        security=Security.NONE,
    )
    return replace(plain, **options)


@pytest.fixture
def room(cast: Cast, mailbox: Mailbox) -> Mailroom:
    """Give a mailroom that hands everything to the mailbox."""
    return Mailroom(
        database=cast.database,
        clock=Clock.starting_at(NOW),
        post=server_at(mailbox.port),
        address=ADDRESS,
    )


@pytest.fixture
def web(server: str) -> Iterator[Callable[..., httpx2.Client]]:
    """Call the pages without a browser, signed in or not."""
    with clients(server) as client:
        yield client


def text_of(letter: EmailMessage) -> str:
    """Return the plain text of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def html_of(letter: EmailMessage) -> str:
    """Return the HTML of a letter."""
    body = letter.get_body(("html",))
    assert body is not None
    return str(body.get_content())
