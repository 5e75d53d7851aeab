"""Under which addresses browsers make passkeys, and what they take for the site's name."""

import pytest

from leavebook.services.sign_in.passkey_words import Place, place_of


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://leave.example.com", Place("leave.example.com", "https://leave.example.com")),
        ("https://Leave.Example.com:443", Place("leave.example.com", "https://leave.example.com")),
        ("https://leave.example:8443", Place("leave.example", "https://leave.example:8443")),
        ("https://leave/under/here", Place("leave", "https://leave")),
        ("http://localhost:8000", Place("localhost", "http://localhost:8000")),
        ("http://leave.example.com", None),
        ("http://127.0.0.1:8000", None),
        ("https://192.0.2.7", None),
        ("https://[2001:db8::1]:8443", None),
        ("", None),
    ],
)
def test_passkeys_are_good_under_a_name_with_https_and_on_this_machine(
    address: str, place: Place | None
) -> None:
    assert place_of(address) == place
