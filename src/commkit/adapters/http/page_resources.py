"""The description of what is for pages and their readers: the embed and the sitemaps."""

from typing import Any

_TEXT = {"type": "string"}
_COMMUNITY = {"$ref": "#/components/parameters/community"}


def describe_page_resources() -> dict[str, Any]:
    """The path items, by path."""
    after = _named("after", "Where it begins, as the index says.", 500)
    space = _named("space", "The space; left out for what stands in none.", 64)
    return {
        "/-/embed.js": {
            "get": _get("embed", "Send the web component that shows a thread.", "text/javascript", "v")
        },
        "/{community}/-/sitemap.xml": _xml("sitemap_index", "List the sitemaps of the community."),
        "/{community}/-/sitemap-pages.xml": _xml(
            "pages_sitemap", "List the pages of the community and its spaces."
        ),
        "/{community}/-/sitemap-threads.xml": _xml(
            "threads_sitemap", "List the pages of threads.", space, after
        ),
        "/{community}/-/sitemap-members.xml": _xml("members_sitemap", "List the pages of members.", after),
        "/{community}/-/sitemap-events.xml": _xml("events_sitemap", "List the pages of events to come."),
    }


def _xml(id: str, summary: str, *parameters: dict[str, Any]) -> dict[str, Any]:
    item = _get(id, summary, "text/xml")
    return {"parameters": [_COMMUNITY], "get": {**item, "parameters": [*item["parameters"], *parameters]}}


def _get(id: str, summary: str, kind: str, *names: str) -> dict[str, Any]:
    return {
        "operationId": id,
        "summary": summary,
        "description": summary,
        "tags": ["http"],
        "parameters": [
            {"$ref": "#/components/parameters/ifNoneMatch"},
            *(_named(name, "The version of the file.", 64) for name in names),
        ],
        "responses": {
            "200": {"description": "The file.", "content": {kind: {"schema": _TEXT}}},
            "304": {"description": "As the ETag says: nothing has changed."},
            **{
                str(status): {"$ref": f"#/components/responses/Problem{status}"}
                for status in (400, 401, 403, 404, 405, 422, 500, 503)
            },
        },
    }


def _named(name: str, description: str, length: int) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": {**_TEXT, "maxLength": length}}
