"""How reactions are given and taken back: each member once, decided by the primary key, counted in the same breath."""

from attrs import evolve

from commkit.posts import statements as sql
from commkit.posts.feature import PostSettings, posts
from commkit.posts.messages import AddReaction, CountReactions, ReactionAdded, ReactionRemoved, RemoveReaction
from commkit.posts.records import Post, PostId, ReactionCount
from commkit.runtime.model.errors import Conflict, Denied, Invalid
from commkit.runtime.sessions.session import Session


@posts.handles(AddReaction)
def add_reaction(session: Session, command: AddReaction) -> Post:
    """Give it, unless it is given already."""
    me, post = session.member, _visible_post(session, command.post)
    worth = _reaction_weight(session, command.reaction)
    if worth and post.author == me and not session.settings(PostSettings).allow_self_reactions:
        raise Denied("posts.self_reaction", "this would change the score of your own post")
    if not session.run(sql.ADD_REACTION, post=post.id, member=me, reaction=command.reaction, at=session.now):
        return post
    _count(session, post, command.reaction, worth=worth, change=1)
    session.emit(ReactionAdded(post=post.id, author=post.author, reaction=command.reaction))
    return evolve(post, score=post.score + worth)


@posts.handles(RemoveReaction)
def remove_reaction(session: Session, command: RemoveReaction) -> Post:
    """Take it back, if it was given."""
    me, post = session.member, _visible_post(session, command.post)
    worth = _reaction_weight(session, command.reaction)
    if not session.run(sql.DELETE_REACTION, post=post.id, member=me, reaction=command.reaction):
        return post
    _count(session, post, command.reaction, worth=worth, change=-1)
    session.emit(ReactionRemoved(post=post.id, author=post.author, reaction=command.reaction))
    return evolve(post, score=post.score - worth)


@posts.handles(CountReactions)
def count_reactions(session: Session, query: CountReactions) -> tuple[ReactionCount, ...]:
    """Of a post the actor may see."""
    post = session.get(Post, query.post)
    return tuple(session.rows(sql.REACTION_COUNTS, post=post.id))


def _visible_post(session: Session, id: PostId) -> Post:
    """A post that stands: what is done to one that was taken down must not move its author's public numbers."""
    post = session.get(Post, id)
    if post.removed_at is not None:
        raise _removed()
    return post


def _removed() -> Conflict:
    return Conflict("posts.removed", "this post was taken down; nobody can react to it")


def _reaction_weight(session: Session, reaction: str) -> int:
    worth = session.community_type.reactions.get(reaction)
    if worth is None:
        raise Invalid.field(
            "reaction", "unknown_reaction", f"choose one of: {', '.join(session.community_type.reactions)}"
        )
    return worth


def _count(session: Session, post: Post, reaction: str, *, worth: int, change: int) -> None:
    # The post first, then its author: every command takes these locks in this order.
    if not session.run(sql.SCORE_VISIBLE, id=post.id, worth=worth * change):
        raise _removed()  # just now
    session.run(sql.COUNT_REACTION, post=post.id, reaction=reaction, local_count=change, imported_count=0)
    if post.author is not None and post.author != session.member:
        session.run(sql.COUNT_FOR_AUTHOR, author=post.author, posts=0, reactions=change, removed=0)
