"""The conditions of a filter of threads, one for each of its fields; values are parameters, see the policy."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, func, literal_column, select, true

from commkit.fields import join_field, where_field
from commkit.posts.tables import post
from commkit.posts.tags.tables import post_tag, tag
from commkit.runtime.storage.columns import Id, UtcDateTime

MOST_VALUES = 8
"""Spaces, kinds or states that a filter names, at most; statements have so many parameters."""

Filters = frozenset[str]
"""The filters of a list.

One of each: `space` or `spaces`, `tag`, `author`, `made_with`, `since`, `until`, `field`, `kind` or `kinds`, `state` or
`states`.
"""

# A synonym stands for its tag.
IS_TAG = post_tag.c.tag == func.coalesce(
    select(tag.c.synonym_of)
    .where(tag.c.community_id == bindparam("community_id"), tag.c.name == bindparam("tag"))
    .scalar_subquery(),
    bindparam("tag"),
)
OF_POST = (post_tag.c.community_id == post.c.community_id) & (post_tag.c.post == post.c.id)


def _any_of(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    return column.in_([bindparam(f"{name}_{number}", type_=column.type) for number in range(MOST_VALUES)])


CONDITIONS: dict[str, ColumnElement[bool]] = {
    "space": post.c.space == bindparam("space", type_=Id),
    "spaces": _any_of(post.c.space, "space"),
    "kind": post.c.kind == bindparam("kind"),
    "kinds": _any_of(post.c.kind, "kind"),
    "state": post.c.state == bindparam("state"),
    "states": _any_of(post.c.state, "state"),
    "author": post.c.author == bindparam("author", type_=Id),
    "made_with": post.c.made_with == bindparam("made_with", type_=post.c.made_with.type),
    "since": post.c.created_at >= bindparam("since", type_=UtcDateTime),
    "until": post.c.created_at < bindparam("until", type_=UtcDateTime),
    # The offset keeps PostgreSQL from reading everything that has the tag into a hash table.
    "tag": exists(select(post_tag.c.post).where(OF_POST, IS_TAG).offset(literal_column("0"))).correlate(post),
    "field": where_field("post", post),
}
"""What each filter asks of a thread."""

BY_FIELD = join_field("post", post)
"""Threads with their values of a field."""


def all_fit(names: list[str]) -> ColumnElement[bool]:
    """The condition that a thread fits some filters."""
    return and_(true(), *(CONDITIONS[name] for name in names))


def opened_between(filters: Filters, id: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """When it was opened, by its id: the order of ids is that of time, to the millisecond."""
    bounds = {"since": id >= bindparam("since_id", type_=Id), "until": id < bindparam("until_id", type_=Id)}
    return [bound for name, bound in bounds.items() if name in filters]


def source_led_by(lead: str | None, whole: FromClause) -> FromClause:
    """The rows that a list begins with: a table, joined with what has the index of the filter that leads."""
    if lead == "tag":
        return whole.join(post_tag, OF_POST)
    return whole.join(BY_FIELD.table, BY_FIELD.on) if lead == "field" else whole
