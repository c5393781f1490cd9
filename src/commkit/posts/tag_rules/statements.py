"""The SQL of tag rules and of retagging."""

from sqlalchemy import bindparam, or_, select, update

from commkit.posts.records import PostId
from commkit.posts.tables import post
from commkit.posts.tag_rules.records import TagRule
from commkit.posts.tags.tables import post_tag, tag
from commkit.runtime.storage.statements import statement, upsert

_HERE = tag.c.community_id == bindparam("community_id")

_RULE = (tag.c.name, tag.c.post_count, tag.c.synonym_of, tag.c.reserved_at.is_not(None).label("reserved"))

RULES_OF = statement(
    lambda: select(*_RULE).where(_HERE, tag.c.name.in_(bindparam("names", expanding=True))), into=TagRule
)

RULES = statement(
    lambda: (
        select(*_RULE)
        .where(
            _HERE,
            tag.c.name > bindparam("after"),
            or_(tag.c.synonym_of.is_not(None), tag.c.reserved_at.is_not(None)),
        )
        .order_by(tag.c.name)
        .limit(bindparam("size"))
    ),
    into=TagRule,
)

_new = upsert(tag).values(
    community_id=bindparam("community_id"),
    name=bindparam("name"),
    post_count=0,
    synonym_of=bindparam("synonym_of"),
    reserved_at=bindparam("reserved_at"),
)

MAKE_SYNONYM = statement(
    lambda: _new.on_conflict_do_update(
        index_elements=["community_id", "name"],
        set_={"synonym_of": _new.excluded.synonym_of},
        where=tag.c.synonym_of.is_(None) & tag.c.reserved_at.is_(None),
    )
)
"""Changes no row if the tag is a synonym already, or reserved."""

REDIRECT_SYNONYMS = statement(
    lambda: (
        update(tag)
        .values(synonym_of=bindparam("new_tag"))
        .where(_HERE, tag.c.synonym_of == bindparam("old_tag"))
    )
)

REMOVE_SYNONYM = statement(
    lambda: (
        update(tag)
        .values(synonym_of=None)
        .where(_HERE, tag.c.name == bindparam("synonym"), tag.c.synonym_of.is_not(None))
    )
)

LOCK_TARGET = statement(
    lambda: (
        update(tag)
        .values(post_count=tag.c.post_count)
        .where(_HERE, tag.c.name == bindparam("target"), tag.c.synonym_of.is_(None))
    )
)
"""Locks the tag that others become synonyms of, so that it does not become a synonym itself meanwhile."""

RESERVE = statement(
    lambda: _new.on_conflict_do_update(
        index_elements=["community_id", "name"],
        set_={"reserved_at": _new.excluded.reserved_at},
        where=tag.c.synonym_of.is_(None) & tag.c.reserved_at.is_(None),
    )
)

UNRESERVE = statement(
    lambda: (
        update(tag)
        .values(reserved_at=None)
        .where(_HERE, tag.c.name == bindparam("tag"), tag.c.reserved_at.is_not(None))
    )
)

TAGGED_THREADS = statement(
    lambda: (
        select(post.c.id)
        .select_from(
            post_tag.join(
                post, (post.c.community_id == post_tag.c.community_id) & (post.c.id == post_tag.c.post)
            )
        )
        .where(
            post_tag.c.community_id == bindparam("community_id"),
            post_tag.c.tag == bindparam("tag"),
        )
        .order_by(post_tag.c.post)
        .limit(bindparam("size"))
        .with_for_update(of=post)
    ),
    into=PostId,
)
"""Threads that have a tag, locked in the order of their ids; read their tags afterwards, as they may have changed."""

ANY_TAGGED_THREAD = statement(
    lambda: (
        select(post_tag.c.post)
        .where(post_tag.c.community_id == bindparam("community_id"), post_tag.c.tag == bindparam("tag"))
        .limit(1)
    )
)

TAGS_OF = statement(
    lambda: select(post.c.id, post.c.tags, post.c.audience.is_(None)).where(
        post.c.community_id == bindparam("community_id"), post.c.id.in_(bindparam("posts", expanding=True))
    )
)
