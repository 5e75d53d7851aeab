"""Addresses find their path."""

import pytest

from leavebook.http.paths import Paths, segments_of

PATHS = Paths(
    (path, path)
    for path in (
        "/",
        "/requests",
        "/requests/{id}",
        "/requests/mine",
        "/requests/{id}/approve/{step}",
    )
)


@pytest.mark.parametrize(
    ("address", "path", "parts"),
    [
        ("/", "/", {}),
        ("/requests", "/requests", {}),
        ("//requests/", "/requests", {}),
        ("/requests/7", "/requests/{id}", {"id": "7"}),
        ("/requests/mine", "/requests/mine", {}),
        ("/requests/7/approve/2", "/requests/{id}/approve/{step}", {"id": "7", "step": "2"}),
    ],
)
def test_an_address_finds_its_path_and_what_stands_in_its_places(
    address: str, path: str, parts: dict[str, str]
) -> None:
    assert PATHS.find(segments_of(address)) == (path, parts)


@pytest.mark.parametrize("address", ["/people", "/requests/7/approve", "/requests/7/approve/2/3"])
def test_an_address_that_no_path_has_finds_nothing(address: str) -> None:
    assert PATHS.find(segments_of(address)) is None


def test_a_word_written_out_goes_before_a_place_even_where_it_leads_nowhere() -> None:
    assert PATHS.find(segments_of("/requests/mine/approve/2")) is None
