import pytest

from leavebook.domain.problems import Code
from leavebook.services.people.email_addresses import read_email
from tests.services.newcomers import refusal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anna@example.com", "Anna@EXAMPLE.com"),
        ("kim@example.com", "\u212aim@example.com"),  # the Kelvin sign
        ("strasse@example.com", "straße@example.com"),
        ("rene\u0301@example.com", "ren\u00e9@example.com"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("anna@BÜCHER.example", "anna@bücher.example"),
    ],
)
def test_two_spellings_of_one_address_are_one_account(one: str, other: str) -> None:
    assert read_email(one).key == read_email(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [("anna@example.com", "anna+leave@example.com"), ("anna@example.com", "ann.a@example.com")],
)
def test_two_addresses_are_two_accounts(one: str, other: str) -> None:
    assert read_email(one).key != read_email(other).key


def test_an_address_is_kept_as_it_was_given() -> None:
    assert read_email("Anna.New@Example.com").given == "Anna.New@Example.com"


@pytest.mark.parametrize(
    "given",
    [
        "employee@leaveflow.test",
        "john@acme.example",
        "anna+leave@example.co.uk",
        "ren\u00e9@example.com",
    ],
)
def test_addresses_as_people_have_them_are_taken(given: str) -> None:
    assert read_email(given).given == given


@pytest.mark.parametrize(
    "given",
    [
        "",
        "anna",
        "anna@",
        "@example.com",
        "anna@example",
        "anna@localhost",
        "anna@@example.com",
        "anna@example..com",
        " anna@example.com",
        "anna@example.com\n",
        "anna@[127.0.0.1]",
        '"anna new"@example.com',
        "anna\u202e@example.com",
        "anna\u200b@example.com",
        "anna@example.com, ben@example.com",
        "a" * 310 + "@example.com",
        "a" * 400 + "@example.com",
    ],
)
def test_anything_else_is_refused_naming_the_field(given: str) -> None:
    assert refusal(lambda: read_email(given)) == [(Code.INVALID, "email")]
