"""Apologies are marked for all who read them."""

from collections.abc import Mapping, Sequence

from commkit import Context
from commkit.posts import Post, PostId
from commkit_topical.apologies import statements as sql
from commkit_topical.cooling.feature import cooling_feature


@cooling_feature.marks(Post)
def mark_apologies(context: Context, ids: Sequence[PostId]) -> Mapping[PostId, tuple[str, ...]]:
    """`topical.apology` for replies that are one."""
    return {PostId(id): ("apology",) for (id,) in context.rows(sql.AMONG, posts=list(ids))}
