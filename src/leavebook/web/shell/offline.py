"""What is shown when there is no network: one page, kept by the browser, with nobody's data."""

import hashlib
from typing import Final

from leavebook.http.call import Answer, Call
from leavebook.http.door import House
from leavebook.web.assets import address_of
from leavebook.web.page import show_outside

PAGE: Final = "/offline"

# Pages are always asked for; the one that is kept stands in when nobody answers.
_WORKER: Final = """\
const KEPT = "leavebook-%(mark)s", FILES = %(files)s;
addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FILES)).then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(
    names.filter((name) => name !== KEPT).map((name) => caches.delete(name)))));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match("%(page)s")));
  } else if (FILES.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});
"""


def offline_page(call: Call, _house: House) -> Answer:
    """Show that there is no network."""
    return show_outside(call, "shell/offline.html")


def service_worker(_call: Call, _house: House) -> Answer:
    """Send the script that the browser runs beside the pages; it keeps no page of anybody."""
    files = (PAGE, address_of("app.css"), address_of("mark.svg"))
    script = _WORKER % {
        "mark": hashlib.sha256(repr(files).encode()).hexdigest()[:12],
        "files": str(list(files)),
        "page": PAGE,
    }
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": "default-src 'none'; connect-src 'self'",
    }
    return Answer(200, script.encode(), headers, "text/javascript")
