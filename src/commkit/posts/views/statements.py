"""The statements of views of posts. They are about posts of a page, which were shown to the reader before."""

from typing import Any

from sqlalchemy import Boolean, and_, bindparam, func, or_, select

from commkit.members import AUTHOR_COLUMNS, IS_AUTHOR_SHOWN, Author, membership
from commkit.posts.polls.tables import ballot, poll
from commkit.posts.reactions.tables import reaction, reaction_count
from commkit.posts.read_positions.statements import unread
from commkit.posts.read_positions.tables import read_position
from commkit.posts.records import Post
from commkit.posts.statements import posts_shown
from commkit.posts.status.records import PostStatus
from commkit.posts.status.statements import POSTS_WITH_STATUS, STATUS_COLUMNS
from commkit.posts.status.tables import pin
from commkit.posts.tables import AUTHORED_POSTS, post
from commkit.posts.views.records import OfferState
from commkit.posts.wikis.tables import wiki
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import statement, visible_statement
from commkit.runtime.storage.visibility import Visible
from commkit.spaces import space

_ME: Any = bindparam("me", type_=Id)
_POSTS: Any = bindparam("posts", expanding=True, type_=Id)

REACTIONS = statement(
    lambda: (
        select(
            reaction_count.c.post,
            reaction_count.c.reaction,
            reaction_count.c.local_count,
            reaction_count.c.imported_count,
            reaction.c.member.is_not(None),
        )
        .select_from(
            reaction_count.outerjoin(
                reaction,
                and_(
                    reaction.c.community_id == reaction_count.c.community_id,
                    reaction.c.post == reaction_count.c.post,
                    reaction.c.reaction == reaction_count.c.reaction,
                    reaction.c.member == _ME,
                ),
            )
        )
        .where(
            reaction_count.c.community_id == bindparam("community_id"),
            reaction_count.c.post.in_(_POSTS),
            reaction_count.c.local_count + reaction_count.c.imported_count > 0,
        )
        .order_by(reaction_count.c.post, reaction_count.c.reaction)
    )
)
"""The reactions to some posts with their counts, and whether each is `me`'s, too."""


_HAS_AUTHOR = and_(membership.c.community_id == post.c.community_id, membership.c.id == post.c.author)
_STATUS_WIDTH = len(STATUS_COLUMNS)


def _beside_row(*columns: Any) -> tuple[PostStatus, Author | None]:
    its = columns[_STATUS_WIDTH:]
    return PostStatus(*columns[:_STATUS_WIDTH]), Author(*its) if its[0] is not None else None


BESIDE = visible_statement(
    lambda visible: (
        select(*STATUS_COLUMNS, *AUTHOR_COLUMNS)
        .select_from(POSTS_WITH_STATUS.outerjoin(membership, and_(_HAS_AUTHOR, IS_AUTHOR_SHOWN)))
        .where(post.c.community_id == bindparam("community_id"), post.c.id.in_(_POSTS), visible(Post, post))
    ),
    into=_beside_row,
)
"""What some posts are marked with, and their authors as the reader sees them: one row for each post."""

LEADING = visible_statement(
    lambda visible: posts_shown(
        visible,
        post.c.thread == bindparam("thread", type_=Id),
        post.c.parent.is_not(None),
        post.c.removed_at.is_(None),
        post.c.id.in_(_POSTS),
    ),
    into=Post,
)
"""Those of some replies of a thread that the reader sees, and that are not removed."""


def _reading(visible: Visible) -> Any:
    position = and_(
        read_position.c.community_id == post.c.community_id,
        read_position.c.thread == post.c.id,
        read_position.c.member == _ME,
    )
    return (
        select(post.c.id, func.coalesce(read_position.c.number, -1), unread())
        .select_from(post.outerjoin(read_position, position))
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(_POSTS),
            visible(Post, post, alone=True),
        )
    )


READING = visible_statement(_reading)
"""How far `me` has read some threads, and whether something is unread."""


_root = post.alias("root")


def _beside(table: Any, *more: Any) -> Any:
    return and_(table.c.community_id == post.c.community_id, table.c.post == post.c.id, *more)


def _offer_states(visible: Visible) -> Any:
    now = bindparam("now", type_=UtcDateTime)
    given = (
        select(func.count())
        .select_from(reaction)
        .where(_beside(reaction, reaction.c.member == _ME))
        .correlate(post)
        .scalar_subquery()
    )
    return (
        select(
            post.c.id,
            or_(
                _root.c.locked_at.is_not(None),
                _root.c.removed_at.is_not(None),
                space.c.archived_at.is_not(None),
            ),
            pin.c.post.is_not(None),
            wiki.c.post.is_not(None),
            poll.c.post.is_not(None),
            and_(poll.c.post.is_not(None), poll.c.closed_at.is_(None)),
            func.coalesce(poll.c.changeable, False, type_=Boolean(create_constraint=False)),
            ballot.c.post.is_not(None),
            given,
        )
        .select_from(
            post.join(_root, and_(_root.c.community_id == post.c.community_id, _root.c.id == post.c.thread))
            .outerjoin(space, and_(space.c.community_id == _root.c.community_id, space.c.id == _root.c.space))
            .outerjoin(pin, _beside(pin, or_(pin.c.until.is_(None), pin.c.until > now)))
            .outerjoin(wiki, _beside(wiki))
            .outerjoin(poll, _beside(poll))
            .outerjoin(ballot, _beside(ballot, ballot.c.member == _ME))
        )
        .where(post.c.community_id == bindparam("community_id"), post.c.id.in_(_POSTS), visible(Post, post))
    )


OFFER_STATES = visible_statement(_offer_states, into=OfferState)
"""What decides which commands about some posts would have an effect, with what `me` did."""

POSTS = visible_statement(lambda visible: posts_shown(visible, post.c.id.in_(_POSTS)), into=Post)
"""Some posts."""

PLACES = statement(
    lambda: (
        select(post.c.id, _root.c.space)
        .select_from(
            post.join(_root, and_(_root.c.community_id == post.c.community_id, _root.c.id == post.c.thread))
        )
        .where(post.c.community_id == bindparam("community_id"), post.c.id.in_(_POSTS))
    )
)
"""Where the threads of some posts stand, which were shown to the reader before."""

DESCRIPTIONS = visible_statement(
    lambda visible: (
        select(
            post.c.id,
            post.c.thread,
            func.coalesce(_root.c.title, post.c.title),
            post.c.body,
            post.c.markup,
            post.c.author,
            func.coalesce(membership.c.name, post.c.author_name),
            func.coalesce(membership.c.staff, False, type_=Boolean(create_constraint=False)),
            post.c.by_agent,
        )
        .select_from(
            AUTHORED_POSTS.outerjoin(
                _root, and_(_root.c.community_id == post.c.community_id, _root.c.id == post.c.thread)
            )
        )
        .where(post.c.community_id == bindparam("community_id"), post.c.id.in_(_POSTS), visible(Post, post))
    )
)
"""What some posts are called. A reply is visible only where its thread is, so the title of the thread is, too."""
