"""How reactions are given and taken back: each member once, decided by the primary key, counted in the same breath."""

from attrs import evolve

from commkit.posts import statements as sql
from commkit.posts.feature import PostSettings, posts
from commkit.posts.messages import React, ReactionGiven, Reactions, ReactionTaken, Unreact
from commkit.posts.records import Post, PostId, Tally
from commkit.runtime.model.errors import Conflict, Denied, Invalid
from commkit.runtime.sessions.session import Session


@posts.handles(React)
def react(session: Session, command: React) -> Post:
    """Give it, unless it is given already."""
    me, post = session.member, _standing(session, command.post)
    worth = _worth(session, command.reaction)
    if worth and post.author == me and not session.settings(PostSettings).own_reactions:
        raise Denied("posts.own_reaction", "this would change the score of your own post")
    if not session.run(sql.ADD_REACTION, post=post.id, member=me, reaction=command.reaction, at=session.now):
        return post
    _count(session, post, command.reaction, worth=worth, change=1)
    session.emit(ReactionGiven(post=post.id, author=post.author, reaction=command.reaction))
    return evolve(post, score=post.score + worth)


@posts.handles(Unreact)
def unreact(session: Session, command: Unreact) -> Post:
    """Take it back, if it was given."""
    me, post = session.member, _standing(session, command.post)
    worth = _worth(session, command.reaction)
    if not session.run(sql.DROP_REACTION, post=post.id, member=me, reaction=command.reaction):
        return post
    _count(session, post, command.reaction, worth=worth, change=-1)
    session.emit(ReactionTaken(post=post.id, author=post.author, reaction=command.reaction))
    return evolve(post, score=post.score - worth)


@posts.handles(Reactions)
def reactions(session: Session, query: Reactions) -> tuple[Tally, ...]:
    """Of a post the actor may see."""
    post = session.get(Post, query.post)
    return tuple(session.rows(sql.TALLIES, post=post.id))


def _standing(session: Session, id: PostId) -> Post:
    """A post that stands: what is done to one that was taken down must not move its author's public numbers."""
    post = session.get(Post, id)
    if post.removed_at is not None:
        raise _is_down()
    return post


def _is_down() -> Conflict:
    return Conflict("posts.removed", "this post was taken down; nobody can react to it")


def _worth(session: Session, reaction: str) -> int:
    worth = session.community_type.reactions.get(reaction)
    if worth is None:
        raise Invalid.field(
            "reaction", "unknown_reaction", f"choose one of: {', '.join(session.community_type.reactions)}"
        )
    return worth


def _count(session: Session, post: Post, reaction: str, *, worth: int, change: int) -> None:
    # The post first, then its author: every command takes these locks in this order.
    if not session.run(sql.SCORE_STANDING, id=post.id, worth=worth * change):
        raise _is_down()  # just now
    session.run(sql.TALLY, post=post.id, reaction=reaction, given=change, carried=0)
    if post.author is not None and post.author != session.member:
        session.run(sql.COUNT_FOR_AUTHOR, author=post.author, posts=0, reactions=change, removed=0)
