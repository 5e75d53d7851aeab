"""Sending documents as no browser has to, and finding them again."""

import re

import httpx2

from tests.cast import Cast
from tests.documents import PDF

HTML = b"<!doctype html><script>alert(document.domain)</script>"


def send(client: httpx2.Client, request_id: int, content: bytes, name: str) -> httpx2.Response:
    file = {"document": (name, content, "application/octet-stream")}
    return client.post(f"/requests/{request_id}/documents", files=file)


def sent(client: httpx2.Client, request_id: int, content: bytes = PDF, name: str = "a.pdf") -> str:
    """Add a document and return its path."""
    answer = send(client, request_id, content, name)
    assert answer.status_code == 303, answer.text
    page = client.get(f"/requests/{request_id}").text
    found = re.findall(rf'href="(/requests/{request_id}/documents/[0-9a-f-]+)"', page)
    return str(found[-1])


def documents_of(cast: Cast) -> int:
    with cast.acting() as tx:
        return int(tx.value("SELECT count(*) FROM leave_document"))
