"""Forms that bring a file along."""

import pytest

from leavebook.http.call import Call
from leavebook.http.decoding import Malformed
from leavebook.http.uploads import Part, is_multipart, parts_of

EDGE = "edge"


def call_with(*parts: bytes, kind: str = f"multipart/form-data; boundary={EDGE}") -> Call:
    body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
    return Call(
        method="POST",
        path="/",
        parts={},
        query=(),
        headers={"content-type": kind},
        raw_body=body,
        request_id="1",
        base_url="",
    )


def field(name: str, value: bytes) -> bytes:
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value


def file(name: str, file_name: str, value: bytes) -> bytes:
    said = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"'
    return f"{said}\r\nContent-Type: text/csv\r\n\r\n".encode() + value


def test_fields_and_files_come_in_their_order_byte_for_byte() -> None:
    raw = bytes(range(256))
    call = call_with(field("text", "Grüße".encode()), file("file", "people.csv", raw))

    typed, sent = parts_of(call)

    assert (typed.name, typed.text(), typed.file_name) == ("text", "Grüße", None)
    assert sent == Part("file", raw, file_name="people.csv")


@pytest.mark.parametrize("value", [b"\xff\xfe", b"a\0b"])
def test_a_field_that_is_no_text_is_malformed_and_a_file_may_hold_it(value: bytes) -> None:
    typed, sent = parts_of(call_with(field("a", value), file("b", "x", value)))

    assert sent.content == value
    with pytest.raises(Malformed):
        typed.text()


@pytest.mark.parametrize(
    "call",
    [
        call_with(*(field(f"f{number}", b"") for number in range(21))),
        call_with(field("a\0", b"")),
        call_with(b"X: y\r\n\r\nwithout a name"),
        call_with(field("a", b"1"), kind="multipart/form-data; boundary=another"),
        call_with(field("a", b"1"), kind="multipart/form-data"),
    ],
    ids=["too many parts", "a name with NUL", "no name", "another boundary", "no boundary"],
)
def test_what_is_no_such_form_is_malformed(call: Call) -> None:
    with pytest.raises(Malformed):
        parts_of(call)


@pytest.mark.parametrize(
    ("kind", "is_one"),
    [
        ("multipart/form-data; boundary=x", True),
        ("Multipart/Form-Data; boundary=x", True),
        ("application/x-www-form-urlencoded", False),
        ("", False),
    ],
)
def test_a_form_with_a_file_is_known_by_its_kind(kind: str, *, is_one: bool) -> None:
    assert is_multipart(call_with(kind=kind)) is is_one
