"""How authors read what waits, and what holds of a post."""

from uuid import UUID

from commkit.moderation.feature import moderation
from commkit.moderation.publication import statements as sql
from commkit.moderation.publication.messages import ListMyHeldPosts
from commkit.moderation.publication.policy import is_trusted, may_wait, publication_of
from commkit.moderation.publication.records import HeldPost, Publication
from commkit.moderation.records import ModerationSettings
from commkit.posts import Post, PostId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="moderation.my_held_posts")


@moderation.handles(ListMyHeldPosts)
def list_my_held_posts(context: Context, query: ListMyHeldPosts) -> Page[HeldPost]:
    """List the actor's own posts that are held."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.MINE, me=context.member_or_none, thread=query.thread, after=after, size=limit + 1)
    return _BY_ID.page(rows, limit, lambda held: (held.post.id,))


def is_behind_a_wall(context: Context, post: Post) -> bool:
    """Whether a post stands where nobody outside reads, whatever their role."""
    opening = post if post.opens else context.get(Post, post.thread)
    if opening.audience is None:
        return False
    row = context.one(sql.IS_WALLED, audience=opening.audience)
    return row is None or bool(row[0])


def publication_here(context: Context, settings: ModerationSettings, post: Post) -> Publication:
    """When a post that was written or edited now is looked at; asks the database only where something waits.

    What the community says in its own name does not wait, nor what the actor is trusted with.
    """
    if not may_wait(settings) or post.author is None:
        return "after"
    actor = context.membership
    if actor is not None and is_trusted(settings, actor.trust_level):
        return "after"
    opening = post if post.opens else context.get(Post, post.thread)
    if opening.space is not None and context.can("moderation.skip_checks", opening):
        return "after"  # who moderates the space would only wait for themselves
    return publication_of(settings, post.kind, opening.space, walled=is_behind_a_wall(context, opening))


def awaits_reviewer(context: Context, post: PostId) -> bool:
    """Whether a post is held only until the reviewer has answered."""
    return context.one(sql.AWAITING, of_record="Post", of_object=post, now=context.now) is not None
