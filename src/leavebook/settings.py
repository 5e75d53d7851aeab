"""Every setting of the server, with its default; nothing else reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import platformdirs


class BadSetting(Exception):  # noqa: N818  says what it is
    """A setting has a value that cannot be used; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may choose; each field is read from LEAVEBOOK_ and its name in capitals."""

    database_url: str | None = None
    """PostgreSQL of the company; none means the embedded one in `data`."""

    owner_database_url: str | None = None
    """Login that owns the schema and may migrate; only with `database_url`."""

    data: Path = Path(platformdirs.user_data_dir("leavebook", appauthor=False))
    """Directory for the embedded database and the files of this installation."""

    base_url: str | None = None
    """Address that people and clients use; links are built from it."""

    secret_key: str | None = field(default=None, repr=False)
    """Keys that seal the secrets of other systems: 32 bytes each in base64, newest first, with
    commas between; none means a file in `data`, made when it is first needed."""

    productive_url: str = "https://api.productive.io/api/v2"
    """Where Productive is; another address is for tests."""

    google_calendar_url: str = "https://www.googleapis.com/calendar/v3"
    """Where Google Calendar is; another address is for tests."""

    google_token_url: str = "https://oauth2.googleapis.com/token"  # noqa: S105  an address
    """Where Google gives access; another address is for tests."""

    slack_url: str = "https://slack.com/api"
    """Where Slack is; another address is for tests."""

    slack_hooks_url: str = "https://hooks.slack.com/"
    """What the addresses begin with to which Slack lets its buttons be answered; another one is
    for tests."""

    smtp_host: str | None = None
    """Mail server through which letters leave; without one there are none, and a link for a new
    password is printed to the log."""

    smtp_port: int = 587
    """Port of the mail server."""

    smtp_security: str = "starttls"
    """`starttls`, `ssl` (from the first byte on, usually port 465), or `none`."""

    smtp_user: str | None = None
    """Login at the mail server; none means that it asks for none."""

    smtp_password: str | None = field(default=None, repr=False)
    """Password at the mail server."""

    smtp_password_file: str | None = None
    """File that holds the password instead."""

    smtp_from: str | None = None
    """Address that letters come from, such as `Leavebook <leave@example.com>`."""

    xero_url: str = "https://api.xero.com"
    """Where Xero is; another address is for tests."""

    xero_login_url: str = "https://login.xero.com/identity/connect/authorize"
    """Where a person lets Leavebook into Xero; another address is for tests."""

    xero_token_url: str = "https://identity.xero.com/connect/token"  # noqa: S105  an address
    """Where Xero gives access; another address is for tests."""

    host: str = "127.0.0.1"
    """Address to listen on."""

    port: int = 8000
    """Port to listen on."""

    web_workers: int = 1
    """Web processes."""

    threads: int = 8
    """Calls that one web process works on at a time; each holds one database connection."""

    clock_offset: float = 0.0
    """Seconds that the clock of the demo runs ahead of (or behind) the real one."""

    demo: bool = False
    """The demo companies are served; only for databases created by `serve --demo`."""

    metrics_shared: bool = False
    """The web processes share a directory for their numbers; `serve` sets this up itself."""

    body_limit: int = 256 * 1024
    """Largest body of a call, in bytes."""

    document_space: int = 2 * 1024 * 1024 * 1024
    """Largest size of all documents of one company together, in bytes."""

    calls_per_second: int = 50
    """Sustained calls per second of one credential before it is asked to wait."""

    calls_at_once: int = 300
    """Calls one credential may make in a burst before it is asked to wait."""

    def address(self) -> str:
        """Return where people open the pages."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    def known_database_url(self) -> str:
        """Return the address of the database; raises BadSetting when there is none yet."""
        if self.database_url is None:
            raise BadSetting("LEAVEBOOK_DATABASE_URL is not set and no embedded database runs")
        return self.database_url


def settings_from(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings as the environment gives them.

    Raises BadSetting when a value cannot be read.
    """
    environment = os.environ if environment is None else environment
    given: dict[str, object] = {}
    for setting in fields(Settings):
        raw = environment.get(f"LEAVEBOOK_{setting.name.upper()}")
        if raw is not None and raw != "":
            given[setting.name] = _read(setting.name, raw, setting.type)
    return Settings(**given)  # type: ignore[arg-type]  # _read returns what the field's type says


def _read(name: str, raw: str, wanted: object) -> object:
    try:
        if wanted is int:
            return int(raw)
        if wanted is float:
            return float(raw)
        if wanted is Path:
            return Path(raw)
        if wanted is bool:
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[
                raw.lower()
            ]
    except (ValueError, KeyError) as error:
        raise BadSetting(f"LEAVEBOOK_{name.upper()} cannot be {raw!r}") from error
    return raw


def hand_on(settings: Settings, *, metrics: Path | None = None) -> None:
    """Put the settings into the environment, for the processes that this one starts.

    `metrics` is the directory in which web processes share their numbers.
    """
    for setting in fields(Settings):
        value = getattr(settings, setting.name)
        name = f"LEAVEBOOK_{setting.name.upper()}"
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = str(value)
    if metrics is not None:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
