"""The description of what is no message: batches, files, the stream, who one is, what there is, and health."""

from typing import Any

from commkit.adapters.http.values import JSON
from commkit.adapters.schemas import Schema, Schemas
from commkit.posts import Attachment

_OBJECT: Schema = {"type": "object"}
_BYTES: Schema = {"type": "string", "format": "binary"}
_FILE = {"application/octet-stream": {"schema": _BYTES}}
"""A file has the media type that it was uploaded with; generated clients ask for one that they know."""
_COMMUNITY = {"$ref": "#/components/parameters/community"}


def describe_resources(schemas: Schemas) -> dict[str, Any]:
    """The path items, by path.

    Args:
        schemas: Where the schemas of records go.
    """
    file = schemas.received(Attachment)
    id_of_file = {
        "name": "file",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "format": "uuid"},
    }
    return {
        "/{community}/-/me": _local(
            get=_operation("read_me", "Tell who the sender is here, and what they may send.", _json(_OBJECT))
        ),
        "/{community}/-/batch": _local(post=_batch("send_batch")),
        "/-/-/batch": {"post": _batch("send_batch_outside")},
        "/{community}/-/files": _local(
            post=_operation(
                "upload_file",
                "Store a file, and attach it to a post.",
                {**_json(file, status=201), **_refused(413)},
                parameters=[
                    {"$ref": "#/components/parameters/idempotencyKey"},
                    _text("name", "The name of the file."),
                    _text("post", "The post it is attached to."),
                ],
                requestBody={"required": True, "content": _FILE},
            )
        ),
        "/{community}/-/files/{file}": {
            "parameters": [_COMMUNITY, id_of_file],
            "get": _operation(
                "download_file",
                "Send a file, or a part of it.",
                {
                    "200": {"description": "The file, with its own media type.", "content": _FILE},
                    "206": {"description": "A part of it.", "content": _FILE},
                    "304": {"description": "As the ETag says: nothing has changed."},
                    "416": {"description": "The part is behind its end."},
                },
            ),
        },
        "/{community}/-/stream": _local(
            get=_operation(
                "follow",
                "Follow what happens, as server-sent events.",
                {
                    "200": {
                        "description": "Facts.",
                        "content": {"text/event-stream": {"schema": {"type": "string"}}},
                    },
                    **_refused(429),
                },
            )
        ),
        "/-/types": {
            "get": _operation(
                "list_types", "List the community types.", _json({"type": "array", "items": _OBJECT})
            )
        },
        "/-/schemas/{plugin}/{message}": {
            "parameters": [
                _in_path("plugin", "The plugin, as in the path of the message: `posts`."),
                _in_path("message", "The message, as in its path: `create-thread`."),
            ],
            "get": _operation(
                "read_schema", "Give the JSON Schema of a message, for a form.", _json(_OBJECT)
            ),
        },
        "/openapi.json": {"get": _operation("describe", "Give this description.", _json(_OBJECT))},
        "/-/health/live": {"get": _operation("live", "Tell that the process answers.", _json(_OBJECT))},
        "/-/health/ready": {"get": _operation("ready", "Tell whether it can serve.", _json(_OBJECT))},
    }


def _local(**methods: Any) -> dict[str, Any]:
    return {"parameters": [_COMMUNITY], **methods}


def _operation(id: str, summary: str, responses: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "operationId": id,
        "summary": summary,
        "description": summary,
        "tags": ["http"],
        "responses": {**responses, **_refused(400, 401, 403, 404, 405, 409, 415, 422, 500, 503)},
        **more,
    }


def _json(schema: Schema, *, status: int = 200) -> dict[str, Any]:
    return {str(status): {"description": "The answer.", "content": {JSON: {"schema": schema}}}}


def _refused(*statuses: int) -> dict[str, Any]:
    return {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in statuses}


def _text(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": {"type": "string", "maxLength": 200},
    }


def _in_path(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": {"type": "string", "maxLength": 64},
    }


def _batch(id: str) -> dict[str, Any]:
    entry: Schema = {
        "type": "object",
        "properties": {"message": {"type": "string"}, "fields": {"type": "object"}},
        "required": ["message"],
        "additionalProperties": False,
    }
    body: Schema = {
        "type": "object",
        "properties": {"messages": {"type": "array", "items": entry, "minItems": 1, "maxItems": 20}},
        "required": ["messages"],
        "additionalProperties": False,
    }
    results: Schema = {
        "type": "object",
        "properties": {"results": {"type": "array", "items": {}}},
        "required": ["results"],
    }
    return _operation(
        id,
        "Send several messages in one transaction, all or nothing.",
        {**_json(results), **_refused(413, 429, 507)},
        parameters=[{"$ref": "#/components/parameters/idempotencyKey"}],
        requestBody={"required": True, "content": {JSON: {"schema": body}}},
    )
