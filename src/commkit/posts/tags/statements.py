"""The SQL of tags."""

from sqlalchemy import bindparam, delete, or_, select, update

from commkit.posts.tables import post
from commkit.posts.tags.records import Tag
from commkit.posts.tags.tables import post_tag, tag
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

_HERE = post.c.community_id == bindparam("community_id")

_THIS = _HERE & (post.c.id == bindparam("id"))


SET_TAGS = statement(lambda: update(post).values(tags=bindparam("new_tags")).where(_THIS))

_tag_new = upsert(tag).values(
    community_id=bindparam("community_id"), name=bindparam("name"), post_count=bindparam("post_count")
)

_counted = {"post_count": tag.c.post_count + _tag_new.excluded.post_count}

COUNT_TAG = statement(
    lambda: _tag_new.on_conflict_do_update(index_elements=["community_id", "name"], set_=_counted)
)

SET_TAG = statement(
    lambda: _tag_new.on_conflict_do_update(
        index_elements=["community_id", "name"],
        set_=_counted,
        where=tag.c.synonym_of.is_(None) & or_(tag.c.reserved_at.is_(None), bindparam("may")),
    )
)
"""Counts a tag; changes no row if it is a synonym, or reserved and the actor may not set it."""

UNCOUNT_TAG = statement(
    lambda: (
        update(tag)
        .values(post_count=tag.c.post_count - bindparam("by"))
        .where(
            tag.c.community_id == bindparam("community_id"),
            tag.c.name == bindparam("tag"),
            or_(tag.c.reserved_at.is_(None), bindparam("may")),
        )
    )
)
"""Subtracts a thread from a tag; changes no row if it is reserved and the actor may not remove it."""

ADD_POST_TAG = statement(lambda: insert_if_absent(post_tag))

DELETE_POST_TAG = statement(
    lambda: delete(post_tag).where(
        post_tag.c.community_id == bindparam("community_id"),
        post_tag.c.tag == bindparam("tag"),
        post_tag.c.post == bindparam("post"),
    )
)

POPULAR_TAGS = statement(
    lambda: (
        select(tag.c.name, tag.c.post_count)
        .where(tag.c.community_id == bindparam("community_id"), tag.c.post_count > 0)
        .order_by(tag.c.post_count.desc(), tag.c.name)
        .limit(bindparam("size"))
    ),
    into=Tag,
)
