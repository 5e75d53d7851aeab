"""The description of every door as OpenAPI 3.1, and an explorer from local files only."""

import re
from collections.abc import Iterable
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from leavebook.http import idempotency
from leavebook.http.door import Door, Field, Route

_ASSETS = {
    "swagger-ui.css": "text/css; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "swagger-ui-standalone-preset.js": "text/javascript; charset=utf-8",
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

_ALWAYS_POSSIBLE = (400, 401, 403, 405, 429, 500, 503)
_WITH_A_BODY = (413, 415)
_WITH_A_KEY = (409, 422)

_KEY = {
    "name": idempotency.HEADER,
    "in": "header",
    "required": False,
    "description": "Sent again with the same key and body, the call is answered again, not done"
    " again; with another body it is refused. Known for 24 hours.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}


def describe(doors: Iterable[Door]) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the doors."""
    doors = tuple(doors)
    types = [kind for door in doors for kind in _types(door)]
    schemas, components = msgspec.json.schema_components(
        types, ref_template="#/components/schemas/{name}"
    )
    schema_of = {_key(kind): schema for kind, schema in zip(types, schemas, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for door in doors:
        for route in door.routes:
            path = paths.setdefault(route.path, {})
            path[route.method.lower()] = _operation(door, route, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Leavebook",
            "version": version("leavebook"),
            "description": "Published leave APIs over one set of rules.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "tags": [{"name": door.name, "description": door.title} for door in doors],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {door.name: door.security for door in doors},
        },
    }


def description_handlers(doors: tuple[Door, ...]) -> list[HTTPRouteHandler]:
    """Return the handlers of the description and of its explorer."""
    document = msgspec.json.encode(describe(doors))
    static = files("swagger_ui") / "static"

    @get("/api/doc.json", include_in_schema=False)
    async def doc_json() -> Response[bytes]:
        return Response(document, media_type="application/json")

    @get("/api/doc", include_in_schema=False)
    async def doc() -> Response[str]:
        return Response(_PAGE, media_type="text/html", headers={"Content-Security-Policy": _POLICY})

    @get("/api/doc/assets/{name:str}", include_in_schema=False)
    async def asset(name: str) -> Response[bytes]:
        if name == "start.js":
            return Response(_START.encode(), media_type="text/javascript; charset=utf-8")
        if name not in _ASSETS:
            return Response(b"", status_code=404, media_type="text/plain")
        return Response(
            (static / name).read_bytes(),
            media_type=_ASSETS[name],
            headers={"Cache-Control": "public, max-age=86400"},
        )

    return [doc_json, doc, asset]


def _types(door: Door) -> list[Any]:
    used = [door.error_body]
    for route in door.routes:
        used += [kind for kind in (route.takes, route.gives) if kind is not None]
    return used


def _key(kind: Any) -> str:  # noqa: ANN401  a wire type may be a struct or a list of them
    return repr(kind)


def _operation(door: Door, route: Route, schema_of: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{door.name}_{route.name}",
        "summary": route.says,
        "tags": [door.name],
        "parameters": [_parameter(each, "query") for each in route.query]
        + _parts(route)
        + ([_KEY] if _takes_a_key(route) else []),
        "responses": _responses(door, route, schema_of),
    }
    if route.takes is not None:
        content: dict[str, Any] = {"schema": schema_of[_key(route.takes)]}
        if route.example is not None:
            content["example"] = route.example
        operation["requestBody"] = {
            "required": route.body_required,
            "content": {"application/json": content},
        }
    if route.needs_credential:
        operation["security"] = [{door.name: []}]
    return operation


def _parts(route: Route) -> list[dict[str, Any]]:
    known = {part.name: part for part in route.parts}
    named = re.findall(r"{(\w+)}", route.path)
    return [
        _parameter(known.get(name, Field(name=name, schema={"type": "string"}, says=name)), "path")
        for name in named
    ]


def _parameter(field: Field, place: str) -> dict[str, Any]:
    return {
        "name": field.name,
        "in": place,
        "required": place == "path" or field.required,
        "description": field.says,
        "schema": dict(field.schema),
    }


def _takes_a_key(route: Route) -> bool:
    return route.endpoint is not None and route.method in idempotency.KEYED_METHODS


def _responses(door: Door, route: Route, schema_of: dict[str, Any]) -> dict[str, Any]:
    success: dict[str, Any] = {"description": "Done."}
    if route.gives is not None:
        success["content"] = {"application/json": {"schema": schema_of[_key(route.gives)]}}
    refusal = {
        "description": "Refused, in the words of this API.",
        "content": {"application/json": {"schema": schema_of[_key(door.error_body)]}},
    }
    possible = {*_ALWAYS_POSSIBLE, *route.refuses}
    if route.takes is not None:
        possible.update(_WITH_A_BODY)
    if route.open_endpoint is None:
        possible.add(401)
    if _takes_a_key(route):
        possible.update(_WITH_A_KEY)
    return {
        str(route.success): success,
        **{str(status): refusal for status in sorted(possible - {route.success})},
    }
