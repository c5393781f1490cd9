"""The SQL of edits and revisions."""

from sqlalchemy import BigInteger, bindparam, delete, insert, or_, select, update

from commkit.posts.revisions.records import Revision
from commkit.posts.revisions.tables import revision
from commkit.posts.tables import post
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import statement

VERSIONS = statement(
    lambda: (
        select(*(revision.c[name] for name in Revision.__annotations__))
        .where(
            revision.c.community_id == bindparam("community_id"),
            revision.c.post == bindparam("post"),
            or_(revision.c.version == bindparam("before"), revision.c.version == bindparam("after")),
        )
        .order_by(revision.c.version)
    ),
    into=Revision,
)

_HERE = post.c.community_id == bindparam("community_id")

_THIS = _HERE & (post.c.id == bindparam("id"))

EDIT = statement(
    lambda: (
        update(post)
        .values(
            title=bindparam("new_title"),
            body=bindparam("new_body"),
            tags=bindparam("new_tags"),
            version=post.c.version + 1,
            edited_at=bindparam("now"),
            made_with=bindparam("new_made_with"),
        )
        .where(
            _THIS,
            post.c.version == bindparam("seen"),
            # A move or a merge of tags changes these columns but not the version, as it does not change the text.
            post.c.parent.is_not_distinct_from(bindparam("parent", type_=Id)),
            post.c.tags == bindparam("seen_tags"),
            post.c.audience.is_not_distinct_from(bindparam("seen_audience", type_=Id)),
            post.c.removed_at.is_(None),
        )
    )
)

MARK_EDITED = statement(
    lambda: update(post).values(edited_at=bindparam("mark", type_=UtcDateTime)).where(_THIS)
)

SAVE_REVISION = statement(lambda: insert(revision))

BLANK_REVISIONS = statement(
    lambda: (
        update(revision)
        .values(body="")
        .where(revision.c.community_id == bindparam("community_id"), revision.c.post == bindparam("post_id"))
    )
)

DELETE_REVISIONS = statement(
    lambda: delete(revision).where(
        revision.c.community_id == bindparam("community_id"), revision.c.post == bindparam("post_id")
    )
)
"""For an import that writes the history of a post anew."""

REPLACE_TEXT = statement(
    lambda: (
        update(post)
        .values(
            title=bindparam("new_title"),
            body=bindparam("new_body"),
            markup=bindparam("new_markup"),
            version=bindparam("new_version"),
            edited_at=bindparam("new_edited_at", type_=UtcDateTime),
        )
        .where(_THIS)
    )
)
"""For an import: the post's last version, which may have another markup."""

REVISIONS = statement(
    lambda: (
        select(
            revision.c.post,
            revision.c.version,
            revision.c.title,
            revision.c.body,
            revision.c.tags,
            revision.c.edited_by,
            revision.c.edited_at,
            revision.c.reason,
            revision.c.made_with,
            revision.c.markup,
            revision.c.editor_name,
        )
        .where(
            revision.c.community_id == bindparam("community_id"),
            revision.c.post == bindparam("post"),
            revision.c.version > bindparam("after", type_=BigInteger),
        )
        .order_by(revision.c.version)
        .limit(bindparam("size"))
    ),
    into=Revision,
)
