"""A page on which to try the calls, from local files only."""

from functools import partial
from importlib.resources import files

import msgspec

from leavebook.http.call import Answer
from leavebook.http.description import describe
from leavebook.http.door import Door
from leavebook.http.notices import Notice, Notices

_ASSETS = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "favicon-32x32.png": "image/png",
}

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Leavebook APIs</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/api/doc/assets/favicon-32x32.png">
<link rel="stylesheet" href="/api/doc/assets/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="/api/doc/assets/swagger-ui-bundle.js"></script>
<script src="/api/doc/assets/start.js"></script>
</body></html>
"""

_START = 'SwaggerUIBundle({url: "/api/doc.json", dom_id: "#swagger-ui", deepLinking: true});\n'

# The explorer styles its own elements; nothing comes from another host.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def description_notices(doors: tuple[Door, ...]) -> Notices:
    """Return what answers /api/doc, with all that the page needs."""
    page = Answer(200, _PAGE.encode(), {"Content-Security-Policy": _POLICY}, "text/html")
    return {
        "/api/doc": _always(page),
        "/api/doc.json": _always(Answer(200, msgspec.json.encode(describe(doors)))),
        "/api/doc/assets/start.js": _always(
            Answer(200, _START.encode(), media_type="text/javascript")
        ),
        **{f"/api/doc/assets/{name}": partial(_asset, name) for name in _ASSETS},
    }


def _always(answer: Answer) -> Notice:
    async def notice() -> Answer:
        return answer

    return notice


async def _asset(name: str) -> Answer:
    content = (files("swagger_ui") / "static" / name).read_bytes()
    return Answer(200, content, {"Cache-Control": "public, max-age=86400"}, _ASSETS[name])
