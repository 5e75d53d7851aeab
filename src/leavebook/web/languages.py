"""The languages of the pages: English is written in them, German comes from its catalogue."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

from babel import Locale
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from leavebook.http.call import Call
from leavebook.web.cookies import cookie

LANGUAGES: Final[Mapping[str, str]] = {"en": "English", "de": "Deutsch"}
_LOCALES: Final = {"en": Locale("en", "GB"), "de": Locale("de", "DE")}

_THERE: Final = "\x04"
"""Between where a text is meant and the text, as gettext has it."""


class Words:
    """The texts of one language; what the catalogue lacks stays English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._one, self._many = _catalogue(language)

    def gettext(self, text: str) -> str:
        """Return the text in this language."""
        return self._one.get(text, text)

    def pgettext(self, context: str, text: str) -> str:
        """Return the text as it is meant there; one English word may be two in this language."""
        return self._one.get(f"{context}{_THERE}{text}", text)

    def ngettext(self, one: str, many: str, number: object) -> str:
        """Return the form of the text that goes with the number."""
        is_one = number == 1
        if one in self._many:
            return self._many[one][0 if is_one else 1]
        return one if is_one else many


@cache
def words(language: str) -> Words:
    """Return the texts of a language."""
    return Words(language)


def locale_of(language: str) -> Locale:
    """Return how the language writes dates and numbers."""
    return _LOCALES[language]


def language_of(call: Call) -> str:
    """Return the language that the visitor chose, or that their browser asks for first."""
    chosen = cookie(call, "leavebook-language")
    if chosen is not None and chosen in LANGUAGES:
        return chosen
    wanted = call.headers.get("accept-language", "")
    for one in wanted.split(",")[:20]:
        language = one.partition(";")[0].strip()[:2].lower()
        if language in LANGUAGES:
            return language
    return "en"


def _catalogue(language: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    one: dict[str, str] = {}
    many: dict[str, tuple[str, ...]] = {}
    if language == "en":
        return one, many
    for message in _messages(language):
        if isinstance(message.id, tuple):
            many[str(message.id[0])] = tuple(map(str, message.string or ()))
        elif message.string:
            context = f"{message.context}{_THERE}" if message.context else ""
            one[f"{context}{message.id}"] = str(message.string)
    return one, many


def _messages(language: str) -> Iterator[Message]:
    """Yield what is translated, from every catalogue in the folder of the language."""
    folder = files("leavebook.web").joinpath("locale", language)
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".po"):
            for message in read_po(BytesIO(entry.read_bytes()), locale=language):
                if message.id and not message.fuzzy:
                    yield message
