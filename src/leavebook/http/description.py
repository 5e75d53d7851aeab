"""The description of every door as OpenAPI 3.1."""

import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

import msgspec

from leavebook.http import idempotency
from leavebook.http.door import Door, Field, Route

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
