"""Commands of wikis, and who may edit a post."""

from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.posts.status.queries import status_of
from commkit.posts.status.records import PostStatus
from commkit.posts.wikis import statements as sql
from commkit.posts.wikis.facts import WikiDisabled, WikiEnabled
from commkit.posts.wikis.messages import DisableWiki, EnableWiki
from commkit.runtime.model.errors import Conflict, Denied, Invalid
from commkit.runtime.sessions.context import Context


@posts.handles(EnableWiki)
def enable_wiki(context: Context, command: EnableWiki) -> PostStatus:
    """Store the trust level from which members may edit the post."""
    post = context.get(Post, command.post, need="posts.enable_wiki")
    highest = max(len(context.community_type.trust) - 1, 0)
    if not 0 <= command.trust <= highest:
        raise Invalid.field("trust", "out_of_range", f"give a trust level from 0 to {highest}")
    context.run(
        sql.ENABLE_WIKI,
        post=post.id,
        trust=command.trust,
        created_by=context.member_or_none,
        created_at=context.now,
    )
    context.emit(WikiEnabled(post=post.id, trust=command.trust))
    return status_of(context, post.id)


@posts.handles(DisableWiki)
def disable_wiki(context: Context, command: DisableWiki) -> PostStatus:
    """Delete the wiki's trust level."""
    post = context.get(Post, command.post, need="posts.enable_wiki")
    if not context.run(sql.DISABLE_WIKI, post=post.id):
        raise Conflict("posts.not_wiki", "this post is not a wiki")
    context.emit(WikiDisabled(post=post.id))
    return status_of(context, post.id)


def check_may_edit(context: Context, post: Post) -> None:
    """Check that the actor may edit a post: by permission, or as a wiki by trust level.

    Raises:
        Denied: The actor may not edit it.
    """
    if context.can("posts.edit", post):
        return
    wiki = context.one(sql.WIKI_TRUST, post=post.id) if context.can("posts.edit_wiki") else None
    if wiki is not None and may_edit_wiki(context, wiki[0]):
        return
    raise Denied("runtime.not_permitted", "this needs the permission 'posts.edit'", permission="posts.edit")


def may_edit_wiki(context: Context, trust: int) -> bool:
    """Whether the actor may edit wikis that ask for a trust level."""
    mine = context.membership
    return context.can("posts.edit_wiki") and mine is not None and mine.trust_level >= trust
