"""How it is kept that nobody was told of a removed post, and looked up when the post is there again.

What was told before the removal leaves nothing here, so a restored post tells nobody anew.
"""

from collections.abc import Iterable

from commkit.notifications.untold import statements as sql
from commkit.notifications.untold.records import Untold, UntoldAbout
from commkit.posts import Post, PostId, PostRestored, PostsShown
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import FactId, MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.readers import NOBODY


def existing_post(context: Context, id: PostId) -> Post | None:
    """A post that was not removed; whether a recipient may see it is decided when they read the inbox."""
    post = _loaded(context, id)
    return post if post is not None and post.removed_at is None else None


def post_to_tell(
    context: Context,
    id: PostId,
    *,
    cause: FactId,
    about: UntoldAbout,
    members: Iterable[MemberId] = (MemberId(NOBODY),),
    by: MemberId | None = None,
) -> Post | None:
    """A post that was not removed; of one that was, it is kept who would have been told.

    Args:
        context: The context of the command that tells of it.
        id: The post.
        cause: The fact.
        about: Who would be told.
        members: Whom it mentions.
        by: Who mentioned them.
    """
    post = _loaded(context, id)
    if post is None or post.removed_at is None:
        return post
    context.run_many(
        sql.ADD,
        [
            {"post": id, "cause": cause, "about": about, "member": member, "by": by}
            for member in sorted(set(members))
        ],
    )
    return None


def untold_of(
    delivery: Delivery, fact: PostRestored | PostsShown, *abouts: UntoldAbout
) -> list[tuple[Post, Untold, tuple[MemberId, ...]]]:
    """What nobody was told of posts that are there again, in order, with the members whom each fact mentions."""
    posts = [fact.post] if isinstance(fact, PostRestored) else list(fact.posts)
    with delivery.context(read_only=True) as context:
        rows = context.rows(sql.OF_POSTS, posts=posts, abouts=list(abouts)) if posts else []
        found = {id: existing_post(context, id) for id in {row.post for row in rows}}
    members: dict[FactId, list[MemberId]] = {}
    for row in rows:
        members.setdefault(row.cause, []).append(row.member)
    firsts = {row.cause: row for row in reversed(rows)}
    return [
        (post, firsts[cause], tuple(mentioned))
        for cause, mentioned in members.items()
        if (post := found[firsts[cause].post]) is not None
    ]


def _loaded(context: Context, id: PostId) -> Post | None:
    try:
        return context.get(Post, id)
    except NotFound:
        return None


def forget_told(delivery: Delivery, told: Untold) -> None:
    """Forget that nobody was told, unless the post was removed once more meanwhile."""
    with delivery.context() as context:
        if existing_post(context, told.post) is not None:
            context.run(sql.DELETE, post=told.post, cause=told.cause)
