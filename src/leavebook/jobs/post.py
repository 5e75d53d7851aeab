"""The way to the mail server: letters as messages, with text and HTML."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

import structlog

from leavebook.services.outside.remote_faults import Permanent, Temporary
from leavebook.services.telling.letters import Letter
from leavebook.settings import BadSetting, Settings

_log = structlog.get_logger()

_PATIENCE: Final = 20.0
_FOR_GOOD: Final = 500  # RFC 5321: replies from 500 on say that trying again is of no use


class Security(StrEnum):
    """How what is said to the mail server is kept from others."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"


class Post(Protocol):
    """Takes letters away."""

    @property
    def is_private(self) -> bool:
        """Whether nobody here reads what a letter says on its way."""

    def send(self, letter: Letter, *, now: datetime) -> None:
        """The letter has left; raises Temporary or Permanent when it has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """A mail server that letters are handed to."""

    host: str
    port: int
    sender: str
    security: Security = Security.STARTTLS
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def is_private(self) -> bool:
        """Letters go to the mail server and nowhere else."""
        return True

    def send(self, letter: Letter, *, now: datetime) -> None:
        """The mail server has taken the letter; raises Temporary or Permanent when it has not."""
        message = message_of(letter, sender=self.sender, now=now)
        with _faults_named(), self._connected() as server:
            server.send_message(message)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        trust = ssl.create_default_context()
        if self.security is Security.SSL:
            opened: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=_PATIENCE, context=trust
            )
        else:
            opened = smtplib.SMTP(self.host, self.port, timeout=_PATIENCE)
        with opened as server:
            if self.security is Security.STARTTLS:
                server.starttls(context=trust)
            if self.user is not None:
                server.login(self.user, self.password or "")
            yield server


class Log:
    """Where no mail server is set: the letter stands in the log, and whoever reads that has it."""

    @property
    def is_private(self) -> bool:
        """Whoever runs the server reads the log."""
        return False

    def send(self, letter: Letter, *, now: datetime) -> None:
        """The letter stands in the log."""
        del now
        _log.warning(
            "no mail server is set; this letter was not sent",
            to=letter.to_address,
            subject=letter.subject,
            text=letter.text,
        )


def post_of(settings: Settings) -> Post:
    """Return the way that letters leave; raises BadSetting for a mail server that cannot work."""
    if settings.smtp_host is None:
        return Log()
    if settings.smtp_security not in set(Security):
        raise BadSetting(f"LEAVEBOOK_SMTP_SECURITY cannot be {settings.smtp_security!r}")
    if settings.smtp_from is None or "@" not in settings.smtp_from:
        raise BadSetting("LEAVEBOOK_SMTP_FROM is not set to an e-mail address")
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        security=Security(settings.smtp_security),
        user=settings.smtp_user,
        password=_password(settings),
    )


def message_of(letter: Letter, *, sender: str, now: datetime) -> EmailMessage:
    """Return the letter as a message with both bodies; automatic answers are told to stay away."""
    (given_name, given_address) = getaddresses([sender])[0]
    message = EmailMessage()
    message["From"] = Address(given_name or "Leavebook", addr_spec=given_address)
    message["To"] = Address(letter.to_name, addr_spec=letter.to_address)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{letter.mark}@{given_address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if letter.unsubscribe is not None:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    message["Content-Language"] = letter.language  # now that it is the whole letter's
    return message


@contextmanager
def _faults_named() -> Iterator[None]:
    """Say of every fault whether trying again may help; never with what was said to the server."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise Temporary(f"the mail server does not let us in ({error.smtp_code})") from None
    except smtplib.SMTPRecipientsRefused as error:
        code = max(code for code, _ in error.recipients.values())
        raise _fault(code) from None
    except smtplib.SMTPResponseException as error:
        raise _fault(error.smtp_code) from None
    except smtplib.SMTPNotSupportedError as error:
        raise Permanent("the mail server lacks something that we need") from error
    except (smtplib.SMTPException, OSError) as error:
        raise Temporary(f"the mail server cannot be reached ({type(error).__name__})") from error


def _fault(code: int) -> Temporary | Permanent:
    said = f"the mail server answered {code}"
    return Permanent(said) if code >= _FOR_GOOD else Temporary(said)


def _password(settings: Settings) -> str | None:
    if settings.smtp_password_file is None:
        return settings.smtp_password
    try:
        return Path(settings.smtp_password_file).read_text("utf-8").strip()
    except OSError as error:
        raise BadSetting("LEAVEBOOK_SMTP_PASSWORD_FILE cannot be read") from error
