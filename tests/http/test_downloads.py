"""The names of files that are sent out, for browsers old and new."""

import pytest

from leavebook.http.downloads import attachment, download_headers


@pytest.mark.parametrize(
    ("name", "plain", "encoded"),
    [
        ("note.pdf", "note.pdf", "note.pdf"),
        # RFC 8187, section 3.2.2: £ and € as %C2%A3 and %E2%82%AC.
        ("£ and € rates.pdf", "_ and _ rates.pdf", "%C2%A3%20and%20%E2%82%AC%20rates.pdf"),
        ('a"b\\c%41;d.pdf', "a_b_c_41;d.pdf", "a%22b%5Cc%2541%3Bd.pdf"),
        ("a\r\nB: c.pdf", "a__B_ c.pdf", "a%0D%0AB%3A%20c.pdf"),
    ],
)
def test_a_name_cannot_leave_its_header(name: str, plain: str, encoded: str) -> None:
    header = attachment(name)

    assert header == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"


def test_a_file_is_saved_and_never_shown_as_a_page() -> None:
    headers = download_headers("page.html")

    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["Content-Security-Policy"].startswith("sandbox;")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
