"""Documents as files: what a file is by its bytes, and what it may be called."""

import struct
import unicodedata
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

LONGEST_NAME: Final = 120

_PNG_START: Final = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_PNG_END: Final = b"\x00\x00\x00\x00IEND\xaeB`\x82"
_PDF_TRAILER: Final = 1024
"""So near the end of a PDF its last mark must stand (ISO 32000-1, implementation notes)."""

_BARE_MARKERS: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN: Final = 0xDA


class DocumentKind(StrEnum):
    """What may be attached, by the media type under which it is sent out again."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"

    @property
    def endings(self) -> tuple[str, ...]:
        """What names of such files end with; the first one is given to those without."""
        return _ENDINGS[self]


_ENDINGS: Final = {
    DocumentKind.PDF: (".pdf",),
    DocumentKind.PNG: (".png",),
    DocumentKind.JPEG: (".jpg", ".jpeg"),
    DocumentKind.WEBP: (".webp",),
}


def kind_of(content: bytes) -> DocumentKind | None:
    """Return what the bytes are, whatever the file is called; None for anything else.

    The structure counts and not a first word alone: a page or an archive that only begins like
    a picture, or a picture that comes after something else, is none of these.
    """
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-_PDF_TRAILER:]:
        return DocumentKind.PDF
    if content.startswith(_PNG_START) and content.endswith(_PNG_END):
        return DocumentKind.PNG
    if content.startswith(b"\xff\xd8\xff") and _is_whole_jpeg(content):
        return DocumentKind.JPEG
    if content[:4] == b"RIFF" and content[8:15] == b"WEBPVP8" and _fills_its_riff(content):
        return DocumentKind.WEBP
    return None


def shown_name(given: str, kind: DocumentKind) -> str:
    """Return the name as it is shown and sent out: one line, no folders, the kind's own ending.

    What leaves no mark is gone, so that nothing breaks a header or turns the text around.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    seen = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", last)
        if character.isspace() or not unicodedata.category(character).startswith("C")
    )
    plain = " ".join(seen.split()).lstrip(". ")
    ending = PurePosixPath(plain).suffix if plain else ""
    if ending.lower() not in kind.endings:
        ending = kind.endings[0]
    else:
        plain = plain.removesuffix(ending)
    return f"{plain[: LONGEST_NAME - len(ending)].rstrip('. ') or 'document'}{ending}"


def _is_whole_jpeg(content: bytes) -> bool:
    """Whether segments lead to a picture that also ends; cameras may leave notes behind its end."""
    at, has_frame = 2, False
    while at + 4 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004  every segment begins so
        marker = content[at + 1]
        if marker == 0xFF:  # noqa: PLR2004  it may be repeated to fill up
            at += 1
            continue
        if marker in _BARE_MARKERS:
            at += 2
            continue
        has_frame = has_frame or marker in _FRAMES
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == _SCAN:
            return has_frame and b"\xff\xd9" in content[at:]
    return False


def _fills_its_riff(content: bytes) -> bool:
    (length,) = struct.unpack_from("<I", content, 4)
    return int(length) in {len(content) - 8, len(content) - 9}
