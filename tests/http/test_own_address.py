import pytest

from leavebook.http.own_address import own_address

LISTENING = ("127.0.0.1", 8000)


def address(host: str | None, configured: str | None = None) -> str:
    return own_address(configured, scheme="http", host=host, listening=LISTENING)


def test_what_the_operator_configured_counts() -> None:
    assert address("evil.example", "https://leave.example/") == "https://leave.example"


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.0.7"])
def test_localhost_and_plain_addresses_are_believed(host: str) -> None:
    assert address(host) == f"http://{host}"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "a@127.0.0.1", "", None]
)
def test_a_name_that_nobody_configured_is_not_believed(host: str | None) -> None:
    assert address(host) == "http://127.0.0.1:8000"
