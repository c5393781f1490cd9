"""The description of feeds and calendars."""

from typing import Any

from commkit.adapters.feeds.writing import FORMATS

_FEEDS = (
    ("threads", "read_community_feed", "The newest threads of the community.", ()),
    ("spaces/{space}", "read_space_feed", "The newest threads of a space.", (("space", "Its slug."),)),
    ("tags/{tag}", "read_tag_feed", "The newest threads with a tag.", (("tag", "The tag."),)),
    ("threads/{thread}", "read_thread_feed", "The newest posts of a thread.", (("thread", "The id."),)),
    ("members/{member}", "read_member_feed", "The newest threads of a member.", (("member", "The id."),)),
    ("search", "read_search_feed", "The newest posts that a search finds.", ()),
    (
        "{list}/{key}",
        "read_list_feed",
        "The newest posts of a list that a plugin brings.",
        (
            ("list", "What the plugin calls its lists, such as `series`."),
            ("key", "Which of them."),
        ),
    ),
)
"""Path, operation, what it is, and what its path names."""
_CALENDARS = (
    ("/{community}/-/calendar.ics", "read_calendar", "The coming events."),
    (
        "/{community}/-/calendar/mine.ics",
        "read_my_calendar",
        "The coming events that the token's member hosts, attends, waits for or was invited to.",
    ),
)
_TOKEN = {
    "name": "token",
    "in": "query",
    "description": "The secret of a feed token: the feed is what its member sees. Without one: what a visitor sees.",
    "schema": {"type": "string", "maxLength": 200},
}
_TEXT = {
    "name": "text",
    "in": "query",
    "required": True,
    "description": "What is searched for.",
    "schema": {"type": "string", "maxLength": 500},
}
_AFTER = {
    "name": "after",
    "in": "query",
    "description": "Where the page begins, as the `next` link of the page before has it; the newest entries without.",
    "schema": {"type": "string", "maxLength": 1500},
}
_FORMAT = {
    "name": "format",
    "in": "path",
    "required": True,
    "description": "Atom, RSS 2.0 or JSON Feed 1.1.",
    "schema": {"type": "string", "enum": list(FORMATS)},
}


def describe_feeds() -> dict[str, Any]:
    """The path items of feeds and calendars, by path."""
    documents = {
        format.media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
        for format in FORMATS.values()
    }
    found = {
        f"/{{community}}/-/feeds/{path}.{{format}}": _item(
            id,
            summary,
            documents,
            [_FORMAT, *(_named(*each) for each in names)],
            [*([_TEXT] if path == "search" else []), *([] if id == "read_thread_feed" else [_AFTER])],
        )
        for path, id, summary, names in _FEEDS
    }
    calendar = {"text/calendar": {"schema": {"type": "string"}}}
    return found | {path: _item(id, summary, calendar, [], []) for path, id, summary in _CALENDARS}


def _item(id: str, summary: str, content: Any, in_path: list[Any], in_query: list[Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "200": {"description": "The document.", "content": content},
        "304": {"description": "As the ETag says: nothing has changed."},
    }
    refusals = (400, 404, 405, 409, 422, 429, 500, 503)
    return {
        "parameters": [{"$ref": "#/components/parameters/community"}, *in_path],
        "get": {
            "operationId": id,
            "summary": summary,
            "description": summary,
            "tags": ["http"],
            "security": [{}],
            "parameters": [*in_query, _TOKEN, {"$ref": "#/components/parameters/ifNoneMatch"}],
            "responses": answers
            | {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in refusals},
        },
    }


def _named(name: str, description: str) -> dict[str, Any]:
    schema = {"type": "string", "maxLength": 200}
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}
