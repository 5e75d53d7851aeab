"""Names for people who do not exist, from many places."""

from typing import Final

from leavebook.domain.people.people import Gender


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FEMALE: Final = _names(
    "Amara Aylin Beatriz Chiara Deepika Elif Farah Freya Giulia Hanna Ingrid Isabel Jasmin "
    "Keiko Leila Linh Malin Mariam Mei Nadia Noor Olivia Priya Rosa Sakura Sofia Tamara "
    "Wanjiru Yara Zofia"
)
_MALE: Final = _names(
    "Adam Ahmed Anton Arjun Bruno Carlos Dario Emeka Felix Finn Gabriel Hassan Henrik Ibrahim "
    "Ivan Jonas Kenji Kwame Liam Luca Marek Mateo Nikolai Omar Pavel Rafael Samir Theo Tomás "
    "Yusuf"
)
_FAMILY: Final = _names(
    "Adeyemi Andersson Bauer Bianchi Brandt Chen Costa Demir Dubois Eriksen Fernández Fischer "
    "Gallagher García Hoffmann Horvat Ito Ivanova Jansen Kamau Kaya Keller Khan Kowalski "
    "Kumar Lehmann Lindqvist Martín Mbeki Menon Moreau Murphy Nakamura Nguyen Novak Nowak "
    "Okafor Oliveira Osei Papadakis Patel Petrov Popescu Rahman Rossi Santos Schäfer Sharma "
    "Silva Singh Sørensen Taylor Tran Vargas Virtanen Walker Weber Wójcik Yilmaz Zhang"
)

_PLAIN: Final = str.maketrans({"á": "a", "ä": "ae", "é": "e", "í": "i", "ó": "o", "ø": "o"})


def name_of(place: int) -> tuple[str, Gender]:
    """Return the name and gender of the somebody at the place; the first 3,600 names differ."""
    gender = (Gender.FEMALE, Gender.MALE)[place % 2]
    given = _FEMALE if gender is Gender.FEMALE else _MALE
    turn = place // 2
    # 30 and 60 share factors: the family name moves on by one with every round of given names.
    family = _FAMILY[(turn * 7 + turn // len(given) + 31 * (place % 2)) % len(_FAMILY)]
    return f"{given[turn % len(given)]} {family}", gender


def key_of(name: str) -> str:
    """Return the first part of the e-mail address that belongs to a name."""
    return ".".join(name.casefold().translate(_PLAIN).split())
