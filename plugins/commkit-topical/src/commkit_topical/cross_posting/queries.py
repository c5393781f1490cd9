"""How cross-posts are read, and marked."""

from collections.abc import Mapping, Sequence

from commkit import Context
from commkit.posts import Post, PostId
from commkit_topical.cross_posting import statements as sql
from commkit_topical.cross_posting.feature import cross_post_feature
from commkit_topical.cross_posting.messages import ReadCrossPosts
from commkit_topical.cross_posting.records import CrossPosts


@cross_post_feature.handles(ReadCrossPosts)
def read_cross_posts(context: Context, query: ReadCrossPosts) -> CrossPosts:
    """Load the thread, then what it belongs together with."""
    original = original_of(context, context.get(Post, query.thread).thread)
    threads = tuple(
        sorted(context.rows(sql.LINKED, original=original), key=lambda each: each.thread != original)
    )
    is_seen = bool(threads) and threads[0].thread == original
    return CrossPosts(
        original if is_seen else None,
        threads,
        sum(each.replies for each in threads),
        sum(each.score for each in threads),
    )


def original_of(context: Context, thread: PostId) -> PostId:
    """The thread that a cross-post leads back to, whoever sees it; of any other thread itself."""
    row = context.one(sql.ORIGINAL, post=thread)
    return PostId(row[0]) if row is not None else thread


@cross_post_feature.marks(Post)
def mark_cross_posts(context: Context, ids: Sequence[PostId]) -> Mapping[PostId, tuple[str, ...]]:
    """`topical.cross_post` for threads that lead back to another one."""
    return {PostId(id): ("cross_post",) for (id,) in context.rows(sql.AMONG, posts=list(ids))}
