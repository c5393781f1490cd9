"""The description of the contract: OpenAPI 3.1, with one component for each record and each status that is refused."""

import http
import inspect
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

from commkit.adapters.docstrings import docstring_of
from commkit.adapters.http.contract import Contract, Endpoint
from commkit.adapters.http.feed_resources import describe_feeds
from commkit.adapters.http.page_resources import describe_page_resources
from commkit.adapters.http.rate_headers import HEADERS
from commkit.adapters.http.resources import describe_resources
from commkit.adapters.http.values import JSON, PROBLEM
from commkit.adapters.schemas import Schema, Schemas
from commkit.runtime.composing.operations import Operation

COMPONENTS = "#/components/schemas/"
_COMMON = (400, 401, 403, 404, 409, 413, 422, 500, 503)
"""Statuses with which any message may be refused."""
_TITLES = {422: "Unprocessable Content", 413: "Content Too Large"}
_PROBLEM: Schema = {
    "type": "object",
    "description": "What went wrong, and what to do about it (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "A stable name of the code."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do."},
        "code": {"type": "string", "description": "A stable name for programs: `posts.stale`."},
        "plugin": {"type": "string", "description": "Whose refusal it is."},
        "errors": {
            "type": "array",
            "description": "Every fault of a field.",
            "items": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("field", "code", "hint")},
                "required": ["field", "code", "hint"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "code", "plugin"],
}
_ABOUT = """\
Each message is an address: queries by GET, or by POST where their values do not fit one; commands by POST. Ids are
UUIDs,
times RFC 3339 in UTC, durations ISO 8601, and cursors (`next`, given back as `after`) opaque. What one may not see does
not exist: both are 404. A refusal is a problem document that says what to do. Where the application limits how much one
may send, every answer to a command, a refusal too, says in RateLimit-Policy and RateLimit what is left."""
_COMMUNITY = {
    "name": "community",
    "in": "path",
    "required": True,
    "description": "The slug or the id of the community.",
    "schema": {"type": "string", "maxLength": 64},
    "example": "acme-help",
}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Makes retries safe: what was sent with the same key by the same sender happens once.",
    "schema": {"type": "string", "maxLength": 255, "pattern": "^[^\\n\\r]+$"},
}
_VERSION = {
    "name": "If-Match",
    "in": "header",
    "description": "The version of what is changed, in quotes; refused with 412 where it has another one by now.",
    "schema": {"type": "string", "pattern": '^("[0-9]{1,18}"|\\*)$'},
}
_TAG = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag of an earlier answer; answered with 304 where it is the same still.",
    "schema": {"type": "string"},
}


def describe(contract: Contract, *, base: str = "", title: str = "Communities") -> dict[str, Any]:
    """The OpenAPI document of a contract.

    Args:
        contract: The contract.
        base: Where it is mounted.
        title: What the document is called.
    """
    schemas = Schemas(COMPONENTS)
    paths: dict[str, Any] = {}
    endpoints = [*contract.lobby.values(), *contract.local.values()]
    for endpoint in sorted(endpoints, key=lambda each: each.operation.name):
        place = "/-" if endpoint.operation.lobby else "/{community}"
        paths[place + endpoint.path] = describe_endpoint(endpoint, schemas)
    paths |= describe_resources(schemas) | describe_page_resources() | describe_feeds()
    responses = {f"Problem{status}": _refusal(status) for status in (*_COMMON, 405, 412, 415, 429, 507)}
    if contract.kit.has_rates:
        _add_rates(paths, responses)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": version("commkit"),
            "summary": "The messages of the communities of this application.",
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": base or "/"}],
        "security": [{}, {"host": []}],
        "tags": _tags(contract, endpoints),
        "paths": paths,
        "components": {
            "schemas": {"Problem": _PROBLEM, **dict(sorted(schemas.named.items()))},
            "responses": responses,
            **({"headers": HEADERS} if contract.kit.has_rates else {}),
            "parameters": {
                "community": _COMMUNITY,
                "idempotencyKey": _KEY,
                "ifMatch": _VERSION,
                "ifNoneMatch": _TAG,
            },
            "securitySchemes": {
                "host": {"type": "http", "scheme": contract.challenge.partition(" ")[0].lower()}
            },
        },
    }


def _add_rates(paths: Mapping[str, Any], responses: Mapping[str, Any]) -> None:
    """Tell of the headers about rates where a command is answered, allowed or refused."""
    told = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
    counted = [
        item["post"]["responses"]
        for item in paths.values()
        if "429" in item.get("post", {}).get("responses", {})
    ]
    done = [answer for each in counted for status, answer in each.items() if status.startswith("2")]
    for answer in (*done, responses["Problem429"]):
        answer["headers"] = {**answer.get("headers", {}), **told}


def describe_endpoint(endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    """The path item of an endpoint; what it refers to is collected in `schemas`.

    Args:
        endpoint: The endpoint.
        schemas: Where the schemas of records go.
    """
    operation = endpoint.operation
    item: dict[str, Any] = {}
    if not operation.lobby:
        item["parameters"] = [{"$ref": "#/components/parameters/community"}]
    if operation.is_command:
        item["post"] = _command(endpoint, schemas)
        return item
    parameters = _query_parameters(operation, schemas)
    if parameters is not None:
        item["get"] = {
            **_words(operation, operation_id(operation.name)),
            "parameters": [*parameters, {"$ref": "#/components/parameters/ifNoneMatch"}],
            "responses": {
                **_result(operation, schemas, 200),
                "304": {"description": "As the ETag says: nothing has changed."},
                **_refusals(400, 401, 403, 404, 405, 409, 422, 500, 503),
            },
        }
    item["post"] = {
        **_words(operation, operation_id(operation.name) + "_by_post"),
        "requestBody": _body(operation, schemas),
        "responses": {**_result(operation, schemas, 200), **_refusals(*_COMMON, 405, 415)},
    }
    return item


def _command(endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    operation = endpoint.operation
    status = 201 if operation.creates else 200
    parameters = [{"$ref": "#/components/parameters/idempotencyKey"}]
    if endpoint.has_version:
        parameters.append({"$ref": "#/components/parameters/ifMatch"})
    more = (412,) if endpoint.has_version else ()
    return {
        **_words(operation, operation_id(operation.name)),
        "parameters": parameters,
        "requestBody": _body(operation, schemas),
        "responses": {
            **_result(operation, schemas, status, endpoint),
            **_refusals(*_COMMON, *more, 405, 415, 429, 507),
        },
    }


def operation_id(name: str) -> str:
    """The id of an operation, by the name of its message."""
    return name.replace(".", "_")


def _words(operation: Operation, id: str) -> dict[str, Any]:
    told = docstring_of(operation.message)
    parts = [told.text, f"Needs the permission `{operation.permission}`."]
    if operation.types:
        parts.append(f"In communities of type: {', '.join(operation.types)}.")
    parts += [f"{name}: {when}" for name, when in told.raises.items()]
    return {
        "operationId": id,
        "summary": told.summary,
        "description": "\n\n".join(filter(None, parts)),
        "tags": [operation.plugin],
    }


def _query_parameters(operation: Operation, schemas: Schemas) -> list[dict[str, Any]] | None:
    """The fields as parameters of a query string; None where one that is needed does not fit there."""
    found = []
    for name, (schema, needed) in schemas.fields(operation.message).items():
        if _fits_query(schema):
            told = {"description": schema["description"]} if "description" in schema else {}
            plain = {key: value for key, value in schema.items() if key != "description"}
            found.append({"name": name, "in": "query", "required": needed, "schema": plain, **told})
        elif needed:
            return None
    return found


def _fits_query(schema: Mapping[str, Any]) -> bool:
    """Whether a value is one text, or a list of such."""
    kinds = schema.get("type", "string")
    if "$ref" in schema or kinds == "object" or "prefixItems" in schema:
        return False
    if kinds == "array":
        return "items" in schema and _fits_query(schema["items"]) and schema["items"].get("type") != "array"
    return all(_fits_query(part) for part in schema.get("anyOf", ()))


def _body(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    schema = schemas.message(operation.message)
    return {"required": "required" in schema, "content": {JSON: {"schema": schema}}}


def _result(
    operation: Operation, schemas: Schemas, status: int, endpoint: Endpoint | None = None
) -> dict[str, Any]:
    if operation.result in (None, type(None)):
        return {"204": {"description": "Done."}}
    schema = schemas.received(operation.result)
    found: dict[str, Any] = {
        str(status): {
            "description": "What was made." if status == 201 else "The answer.",
            "content": {JSON: {"schema": schema}},
        }
    }
    if endpoint is not None and endpoint.reader is not None and operation.creates:
        found[str(status)] |= _located(endpoint.reader)
    if {"type": "null"} in schema.get("anyOf", ()) or "null" in schema.get("type", ()):
        found["204"] = {"description": "There is none."}
    return found


def _located(reader: tuple[str, str]) -> dict[str, Any]:
    """Where what was made can be read: as a header, and as a link to the query."""
    query, field = reader
    address = {
        "description": "Where it can be read.",
        "schema": {"type": "string", "format": "uri-reference"},
    }
    link = {
        "operationId": operation_id(query),
        "parameters": {"path.community": "$request.path.community", f"query.{field}": "$response.body#/id"},
    }
    return {"headers": {"Location": address}, "links": {"read": link}}


def _refusals(*statuses: int) -> dict[str, Any]:
    return {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(statuses)}


def _refusal(status: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": _TITLES.get(status) or http.HTTPStatus(status).phrase,
        "content": {PROBLEM: {"schema": {"$ref": f"{COMPONENTS}Problem"}}},
    }
    header = {401: "WWW-Authenticate", 405: "Allow", 429: "Retry-After"}.get(status)
    if header is not None:
        found["headers"] = {header: {"schema": {"type": "string"}}}
    return found


def _tags(contract: Contract, endpoints: Iterable[Endpoint]) -> list[dict[str, Any]]:
    used = sorted({endpoint.operation.plugin for endpoint in endpoints})
    own = {"name": "http", "description": "What is no message: batches, files, the stream, health."}
    return [*({"name": name, "description": _purpose(contract, name)} for name in used), own]


def _purpose(contract: Contract, plugin: str) -> str:
    """What a plugin is for: the first line of the package that brings its messages."""
    for operation in contract.kit.operations:
        if operation.plugin == plugin:
            package = sys.modules[".".join(operation.message.__module__.split(".")[:2])]
            return (inspect.getdoc(package) or plugin).splitlines()[0]
    return plugin
