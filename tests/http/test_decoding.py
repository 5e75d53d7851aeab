"""JSON means one thing or is refused."""

from decimal import Decimal

import pytest

from leavebook.http.decoding import Malformed, decode, decode_object


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"   ",
        b"{",
        b'{"a": 1} x',
        b'{"status": "pending", "status": "approved"}',
        b'{"a": {"b": 1, "b": 2}}',
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1e400}',
        b'{"a": 1e-400}',
        b'{"a": 1e9999999999999999999}',
        b'{"a": 1e-9999999999999999999}',
        b'{"a": 0e9999999999999999999}',
        b'{"a": 0e400}',
        b'{"a": 9223372036854775808}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"a": 0.' + b"1" * 5000 + b"}",
        b'{"a": "\\u0000"}',
        b'{"\\u0000": 1}',
        b'{"a": "\\ud800"}',
        b'{"a": "\xff"}',
        b'\xef\xbb\xbf{"a": 1}',
        '{"a": 1}'.encode("utf-16"),
        b"[" * 1100 + b"]" * 1100,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 1100 + b"1" + b"}" * 1100,
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_what_two_parsers_could_read_differently_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        decode(raw)


@pytest.mark.parametrize("raw", [b"[]", b"null", b"1", b'"text"', b"true"])
def test_a_body_is_an_object(raw: bytes) -> None:
    with pytest.raises(Malformed):
        decode_object(raw)


def test_fractions_come_as_exact_decimals() -> None:
    assert decode_object(b'{"hours": 0.1}') == {"hours": Decimal("0.1")}


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (b'{"total_days": 9223372036854775808}', "total_days"),
        (b'{"total_days": 1e400}', "total_days"),
        (b'{"shift": {"days": [1, 1e400]}}', "shift.days"),
        (b'{"reason": "\\u0000"}', "reason"),
        (b'{"reason": "\\ud800"}', "reason"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_the_name_of_its_field(raw: bytes, named: str) -> None:
    with pytest.raises(Malformed, match=f"^{named} holds "):
        decode(raw)


def test_the_largest_number_a_database_holds_is_read() -> None:
    assert decode_object(b'{"id": 9223372036854775807}') == {"id": 2**63 - 1}


def test_whole_characters_outside_the_basic_plane_are_text() -> None:
    assert decode_object(b'{"a": "\\ud83d\\ude00"}') == {"a": "\U0001f600"}
