"""The SQL of imported histories."""

from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from commkit.importers.revisions.records import PresentText
from commkit.members import membership
from commkit.posts import post
from commkit.posts.revisions.tables import revision
from commkit.runtime.composing.holds import Holds
from commkit.runtime.storage.statements import Statement, statement

LOCK_TEXTS = statement(
    lambda: (
        select(
            post.c.id,
            post.c.parent.is_(None),
            post.c.title,
            post.c.body,
            post.c.markup,
            post.c.tags,
            post.c.version,
            post.c.edited_at,
            post.c.author,
            membership.c.key.is_not(None) & membership.c.key.like("erased:%"),
        )
        .select_from(
            post.outerjoin(
                membership,
                (membership.c.community_id == post.c.community_id) & (membership.c.id == post.c.author),
            )
        )
        .where(
            post.c.community_id == bindparam("community_id"), post.c.id.in_(bindparam("ids", expanding=True))
        )
        .order_by(post.c.id)
        .with_for_update(of=post)
    ),
    into=PresentText,
)
REVISION_TEXTS = statement(
    lambda: select(revision.c.post, revision.c.version, revision.c.body).where(
        revision.c.community_id == bindparam("community_id"),
        revision.c.post.in_(bindparam("ids", expanding=True)),
    )
)


@lru_cache(maxsize=64)
def held(holds: Holds) -> Statement[tuple[Any, ...]]:
    """Which of some posts have earlier versions that are held, so that nobody writes them anew."""
    return statement(
        lambda: (
            select(revision.c.post)
            .distinct()
            .where(
                revision.c.community_id == bindparam("community_id"),
                revision.c.post.in_(bindparam("ids", expanding=True)),
                holds.held(revision),
            )
        )
    )
