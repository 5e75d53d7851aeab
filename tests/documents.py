"""Files as small as each kind allows, written by hand from its specification."""

import struct
from typing import Final
from zlib import compress, crc32


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))


# One grey pixel (W3C, Portable Network Graphics).
PNG: Final = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", compress(b"\0\x80"))
    + _chunk(b"IEND", b"")
)

# A page without a word on it (ISO 32000-1, 7.5).
PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)

# The segments of ITU-T T.81: a frame of one grey pixel, a scan, its end.
JPEG: Final = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x7f\xff\xd9"
)

# RFC 9649: a file that holds one chunk of lossless data.
_VP8L: Final = b"WEBPVP8L" + struct.pack("<I", 6) + b"\x2f\x00\x00\x00\x00\x00"
WEBP: Final = b"RIFF" + struct.pack("<I", len(_VP8L)) + _VP8L


def pdf_that_says(words: str, *, size: int = 0) -> bytes:
    """Return a PDF with these words in a comment, filled up to a size."""
    begin, end = PDF.split(b"trailer", 1)
    noted = begin + b"% " + words.encode() + b"\n"
    return noted + b"%" * max(0, size - len(noted) - len(end) - 8) + b"\ntrailer" + end
