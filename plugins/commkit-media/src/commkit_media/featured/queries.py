"""How featured comments are read, marked, and put first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from commkit import Context, Page
from commkit.posts import Post, PostId
from commkit.storage import LAST_ID, LATEST, keyset, page_size
from commkit_media.featured import statements as sql
from commkit_media.featured.feature import featured_feature
from commkit_media.featured.messages import ListFeaturedComments
from commkit_media.featured.records import FeaturedComment

_BY_TIME = keyset(datetime, UUID, of="media.featured")
_MAX_LEADING = 3


@featured_feature.handles(ListFeaturedComments)
def list_featured_comments(context: Context, query: ListFeaturedComments) -> Page[FeaturedComment]:
    """A page in one statement."""
    limit, keyed = page_size(query.limit), _BY_TIME.of_query(query)
    at, before = keyed.decode(query.after, default=(LATEST, LAST_ID))
    given = {"after_at": at, "before": before, "size": limit + 1}
    if query.thread is None:
        rows = context.rows(sql.PAGE, **given)
    else:
        rows = context.rows(sql.PAGE_OF_THREAD, thread=context.get(Post, query.thread).id, **given)
    return keyed.page(rows, limit, lambda found: (found.featured_at, found.post))


@featured_feature.marks(Post)
def mark_featured(context: Context, ids: Sequence[PostId]) -> Mapping[PostId, tuple[str, ...]]:
    """`media.featured`."""
    return {post: ("featured",) for (post,) in context.rows(sql.AMONG, posts=list(ids))}


@featured_feature.leads(Post)
def lead_with_featured(context: Context, thread: PostId) -> Sequence[PostId]:
    """What was featured last comes first; three at most."""
    given = {"after_at": LATEST, "before": LAST_ID, "size": _MAX_LEADING}
    return [found.post for found in context.rows(sql.PAGE_OF_THREAD, thread=thread, **given)]
