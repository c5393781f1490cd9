"""Commands of reactions. The primary key decides that each is given once; counters change in the same transaction."""

from attrs import evolve

from commkit.members import is_own
from commkit.posts import statements as posts_sql
from commkit.posts.feature import PostSettings, posts
from commkit.posts.reactions import statements as sql
from commkit.posts.reactions.facts import ReactionAdded, ReactionRemoved
from commkit.posts.reactions.messages import AddReaction, RemoveReaction
from commkit.posts.records import Post, PostId
from commkit.runtime.model.errors import Conflict, Denied, Invalid
from commkit.runtime.sessions.context import Context


@posts.handles(AddReaction)
def add_reaction(context: Context, command: AddReaction) -> Post:
    """Add the reaction, unless the actor gave it already."""
    me, post = context.member, _visible_post(context, command.post)
    worth = _reaction_weight(context, command.reaction)
    _check_not_own(context, post, worth=worth)
    if not context.run(sql.ADD_REACTION, post=post.id, member=me, reaction=command.reaction, at=context.now):
        return post
    _count(context, post, command.reaction, worth=worth, change=1)
    context.emit(ReactionAdded(post=post.id, author=post.author, reaction=command.reaction))
    return evolve(post, score=post.score + worth)


@posts.handles(RemoveReaction)
def remove_reaction(context: Context, command: RemoveReaction) -> Post:
    """Remove the reaction, if the actor gave it."""
    me, post = context.member, _visible_post(context, command.post)
    worth = _reaction_weight(context, command.reaction)
    if not context.run(sql.DELETE_REACTION, post=post.id, member=me, reaction=command.reaction):
        return post
    _count(context, post, command.reaction, worth=worth, change=-1)
    context.emit(ReactionRemoved(post=post.id, author=post.author, reaction=command.reaction))
    return evolve(post, score=post.score - worth)


def _check_not_own(context: Context, post: Post, *, worth: int) -> None:
    """Check that nobody changes the score of their own, and that no agent applauds its person, or is applauded by it.

    A person has their own name only once: reactions of their agents to them, whatever they are worth, are none.
    """
    me, agent = context.member_or_none, context.agent
    if agent is not None and post.author != me and is_own(context, post.author):
        raise Denied(
            "posts.self_reaction", "an agent reacts to nothing of its person or of their other agents"
        )
    if not worth or context.settings(PostSettings).allow_self_reactions:
        return
    if is_own(context, post.author, by_agent=post.by_agent):
        raise Denied("posts.self_reaction", "this would change the score of your own post")


def _visible_post(context: Context, id: PostId) -> Post:
    """A post that is not removed: reactions to a removed one must not change its author's public counters."""
    post = context.get(Post, id)
    if post.removed_at is not None:
        raise _removed()
    return post


def _removed() -> Conflict:
    return Conflict("posts.removed", "this post was removed; nobody can react to it")


def _reaction_weight(context: Context, reaction: str) -> int:
    worth = context.community_type.reactions.get(reaction)
    if worth is None:
        raise Invalid.field(
            "reaction", "unknown_reaction", f"choose one of: {', '.join(context.community_type.reactions)}"
        )
    return worth


def _count(context: Context, post: Post, reaction: str, *, worth: int, change: int) -> None:
    # The post first, then its author: every command takes these locks in this order.
    if not context.run(sql.SCORE_VISIBLE, id=post.id, worth=worth * change):
        raise _removed()  # by another command, since it was read
    context.run(sql.COUNT_REACTION, post=post.id, reaction=reaction, local_count=change, imported_count=0)
    if post.author is not None and post.author != context.member:
        context.run(posts_sql.COUNT_FOR_AUTHOR, author=post.author, posts=0, reactions=change, removed=0)
