"""The counters of communities, members and posts."""

from typing import Any

from sqlalchemy import and_, case, exists, func, literal, or_, select

from commkit.communities import community
from commkit.members import membership
from commkit.members.records import CURRENT_STATUSES, MembershipKind
from commkit.members.tables import MEMBERSHIP, contribution
from commkit.posts import hidden_post, post, post_tag, reaction, reaction_count, tag
from commkit.posts.statements import is_by_another
from commkit.runtime.model.types import CommunityType
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.statements import statement
from commkit.testing.counter_checks import HERE, CounterCheck, CounterMismatch

_other = post.alias("other")


def _of_thread(*conditions: Any) -> Any:
    return (
        select(func.count())
        .select_from(_other)
        .where(
            _other.c.community_id == HERE,
            _other.c.thread == post.c.id,
            _other.c.parent.is_not(None),
            _other.c.removed_at.is_(None),
            *conditions,
        )
        .correlate(post)
        .scalar_subquery()
    )


def _openings(stored: Any, counted: Any, *conditions: Any) -> Any:
    return select(post.c.id, stored, counted).where(
        post.c.community_id == HERE, post.c.parent.is_(None), *conditions
    )


def _reply_count(_: CommunityType) -> Any:
    return select(post.c.id, post.c.reply_count, _of_thread()).where(post.c.community_id == HERE)


def _answer_count(made: CommunityType) -> Any:
    awaited = [(kind.name, kind.awaits) for kind in made.post_kinds if kind.awaits]
    answers = or_(
        *(and_(post.c.kind == name, _other.c.kind == what) for name, what in awaited), literal(False)
    )
    counted = case(
        (
            post.c.kind.in_([name for name, _ in awaited]),
            _of_thread(
                _other.c.parent == post.c.id, ~_other.c.by_agent, is_by_another(_other, post), answers
            ),
        ),
        else_=None,
    )
    return _openings(post.c.answer_count, counted)


def _last_number(_: CommunityType) -> Any:
    highest = (
        select(func.coalesce(func.max(_other.c.number), 0))
        .where(_other.c.community_id == HERE, _other.c.thread == post.c.id)
        .correlate(post)
        .scalar_subquery()
    )
    return _openings(post.c.last_number, highest)


def _members(stored: Any, counted: Any) -> Any:
    return (
        select(membership.c.id, func.coalesce(stored, 0), counted.correlate(membership).scalar_subquery())
        .select_from(MEMBERSHIP)
        .where(membership.c.community_id == HERE)
    )


def _posts_by(*conditions: Any) -> Any:
    return (
        select(func.count())
        .select_from(post)
        .where(post.c.community_id == HERE, post.c.author == membership.c.id, *conditions)
    )


def _post_count(_: CommunityType) -> Any:
    return _members(contribution.c.post_count, _posts_by(post.c.removed_at.is_(None)))


def _removed_count(_: CommunityType) -> Any:
    by_others = post.c.removed_by.is_distinct_from(post.c.author)
    hidden = exists().where(
        hidden_post.c.community_id == post.c.community_id, hidden_post.c.post == post.c.id
    )
    return _members(
        contribution.c.removed_count, _posts_by(post.c.removed_at.is_not(None), by_others, ~hidden)
    )


def _reaction_count(_: CommunityType) -> Any:
    received = (
        select(func.count())
        .select_from(
            reaction.join(
                post, (post.c.community_id == reaction.c.community_id) & (post.c.id == reaction.c.post)
            )
        )
        .where(
            reaction.c.community_id == HERE,
            post.c.author == membership.c.id,
            reaction.c.member != membership.c.id,
        )
    )
    return _members(contribution.c.reaction_count, received)


def _tag_count(_: CommunityType) -> Any:
    tagged = (
        select(func.count())
        .select_from(
            post_tag.join(
                post, (post.c.community_id == post_tag.c.community_id) & (post.c.id == post_tag.c.post)
            )
        )
        .where(
            post_tag.c.community_id == HERE,
            post_tag.c.tag == tag.c.name,
            post.c.removed_at.is_(None),
            post.c.audience.is_(None),
        )
        .correlate(tag)
        .scalar_subquery()
    )
    return select(tag.c.name, tag.c.post_count, tagged).where(tag.c.community_id == HERE)


def _given(_: CommunityType) -> Any:
    counted = (
        select(reaction.c.post, reaction.c.reaction, func.count().label("given"))
        .where(reaction.c.community_id == HERE)
        .group_by(reaction.c.post, reaction.c.reaction)
        .subquery()
    )
    kept = select(reaction_count).where(reaction_count.c.community_id == HERE).subquery()
    both = kept.join(
        counted,
        (counted.c.post == kept.c.post) & (counted.c.reaction == kept.c.reaction),
        full=True,
    )
    return select(
        func.coalesce(kept.c.post, counted.c.post, type_=kept.c.post.type),
        func.coalesce(kept.c.local_count, 0),
        func.coalesce(counted.c.given, 0),
    ).select_from(both)


def _score(made: CommunityType) -> Any:
    worth = case(
        *((reaction_count.c.reaction == name, worth) for name, worth in made.reactions.items()),
        (literal(False), 0),
        else_=0,
    )
    total = (
        select(
            func.coalesce(
                func.sum((reaction_count.c.local_count + reaction_count.c.imported_count) * worth), 0
            )
        )
        .where(reaction_count.c.community_id == HERE, reaction_count.c.post == post.c.id)
        .correlate(post)
        .scalar_subquery()
    )
    return select(post.c.id, post.c.score, total).where(post.c.community_id == HERE)


def _member_count(_: CommunityType) -> Any:
    inside = (
        select(func.count())
        .select_from(membership)
        .where(
            membership.c.community_id == HERE,
            membership.c.kind == MembershipKind.PERSON,
            or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        )
        .scalar_subquery()
    )
    return select(community.c.community_id, community.c.member_count, inside).where(
        community.c.community_id == HERE
    )


CORE_COUNTERS = (
    CounterCheck("posts.reply_count", _reply_count),
    CounterCheck("posts.answer_count", _answer_count),
    CounterCheck("posts.last_number", _last_number, at_least=True),
    CounterCheck("posts.score", _score),
    CounterCheck("posts.reaction_count", _given),
    CounterCheck("posts.tag", _tag_count),
    CounterCheck("members.post_count", _post_count),
    CounterCheck("members.removed_count", _removed_count),
    CounterCheck("members.reaction_count", _reaction_count),
    CounterCheck("communities.member_count", _member_count),
)
"""The counters of communities, members and posts."""


_TAGS_OF_THREADS = statement(
    lambda: select(post.c.id, post.c.tags, post.c.removed_at).where(
        post.c.community_id == HERE, post.c.parent.is_(None)
    )
)
_TAGGED = statement(lambda: select(post_tag.c.post, post_tag.c.tag).where(post_tag.c.community_id == HERE))


def wrong_tags(context: Context) -> list[CounterMismatch]:
    """A thread is listed under just the tags that it has; a removed one, under none."""
    listed: dict[Any, set[str]] = {}
    for found, name in context.rows(_TAGGED):
        listed.setdefault(found, set()).add(name)
    return [
        CounterMismatch("posts.tagged", id, sorted(listed.get(id, ())), sorted(tags))
        for id, tags, removed_at in context.rows(_TAGS_OF_THREADS)
        if listed.get(id, set()) != (set() if removed_at is not None else set(tags))
    ]
