"""What is kept of a password, and which may be set."""

import pytest

from leavebook.domain.problems import Refused
from leavebook.services.sign_in.passwords import fits, hashed, new_password


@pytest.mark.parametrize("password", ["", "fourteen chars", "x" * 257])
def test_a_password_to_be_set_has_15_to_256_characters(password: str) -> None:
    with pytest.raises(Refused):
        new_password(password)


def test_composed_and_decomposed_characters_are_the_same_password() -> None:
    assert fits("Zo\u0065\u0308 and fifteen more", hashed("Zo\u00eb and fifteen more"))
