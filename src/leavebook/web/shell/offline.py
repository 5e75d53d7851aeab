"""What is shown when there is no network: a page of nobody's, and a calendar for who wished so.

Nothing of anybody's is kept unless they chose it for this browser, which may be everybody's. Then
it is the calendar alone, as its reader last saw it, for a day. It is gone as soon as any page was
shown to somebody else or to nobody: at the end of a session, on the next login, on signing out.
"""

import hashlib
from typing import Final

from leavebook.http.call import Answer, Call
from leavebook.http.door import House, Transaction
from leavebook.web.assets import address_of
from leavebook.web.cookies import preference
from leavebook.web.fields import form_of
from leavebook.web.keeping import KEEPS, NOTHING, reader
from leavebook.web.page import go_to, show_outside

PAGE: Final = "/offline"

# Pages are always asked for; what is kept stands in when nobody answers. Redirects say nothing of
# whom they are for: the page they lead to comes by here as well. Files and whatever else is no
# page of ours do not say it either. Taking a copy lasts: meanwhile somebody may have signed out,
# which any form may be, and which takes this script away before another page comes by.
_WORKER: Final = """\
const KEPT = "leavebook-%(mark)s", COPY = "leavebook-copy", FILES = %(files)s, LASTS = 864e5;
let seen;
const copied = () => caches.match("/calendar", { cacheName: COPY });
const take = async (answer, reader) => {
  const text = await answer.text(), headers = new Headers(answer.headers);
  headers.set("Kept-At", Date.now());
  const needed = text.matchAll(/(?:href|src)="(\\/(?:static|colours)\\/[^"]+)"/g);
  const copy = await caches.open(COPY);
  await copy.addAll([...new Set([...needed].map((each) => each[1]))]);
  if (seen !== reader) { await caches.delete(COPY); return; }
  const told = text.replace("data-offline hidden", "data-offline=kept");
  await copy.put("/calendar", new Response(told, { headers }));
};
const instead = async (path) => {
  const copy = await copied();
  const isFresh = copy && Date.now() - copy.headers.get("Kept-At") < LASTS;
  if (copy && !isFresh) await caches.delete(COPY);
  if (isFresh && path === "/calendar") return copy;
  return isFresh && path === "/" ? Response.redirect("/calendar") : caches.match("%(page)s");
};
const visit = async (event) => {
  let answer;
  try { answer = await fetch(event.request); }
  catch { return instead(new URL(event.request.url).pathname); }
  if (answer.type === "opaqueredirect") return answer;
  const reader = answer.headers.get("%(keeps)s");
  if (reader === null) return answer;
  seen = reader;
  if ((await copied())?.headers.get("%(keeps)s") !== reader) await caches.delete(COPY);
  const isCalendar = answer.ok && answer.url === location.origin + "/calendar";
  if (reader !== "%(nothing)s" && isCalendar) event.waitUntil(take(answer.clone(), reader));
  return answer;
};
addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FILES)).then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(
    names.filter((name) => name !== KEPT && name !== COPY).map((name) => caches.delete(name)))));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") { seen = null; return; }
  if (request.mode === "navigate") event.respondWith(visit(event));
  else if (["style", "script", "image"].includes(request.destination)) {
    const kept = async () => await caches.match(request) ?? Response.error();
    event.respondWith(fetch(request).catch(kept));
  }
});
"""


def offline_page(call: Call, _house: House) -> Answer:
    """Show that there is no network."""
    return show_outside(call, "shell/offline.html")


def service_worker(_call: Call, _house: House) -> Answer:
    """Send the script that the browser runs beside the pages."""
    files = (PAGE, address_of("app.css"), address_of("mark.svg"))
    script = _WORKER % {
        "mark": hashlib.sha256(repr(files).encode()).hexdigest()[:12],
        "files": str(list(files)),
        "page": PAGE,
        "keeps": KEEPS,
        "nothing": NOTHING,
    }
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": "default-src 'none'; connect-src 'self'",
    }
    return Answer(200, script.encode(), headers, "text/javascript")


def choose_offline(call: Call, tx: Transaction) -> Answer:
    """Keep the calendar in this browser from now on, or nothing any more."""
    wished = reader(tx) if form_of(call).text("kept") == "yes" else ""
    return go_to("/profile?done=saved", cookie_line=preference(call, "offline", wished))
