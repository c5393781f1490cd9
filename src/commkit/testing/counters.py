"""Counters against counts: every number that is kept beside its rows, computed again from the rows.

A counter that drifts is found by no reader; so tests recount after whatever they did::

    with kit.session(SYSTEM, "town") as session:
        assert recount(session) == ()

A plugin that keeps counters of its own hands in a `CounterCheck` for each; `row_count_check` makes the usual one::

    row_count_check(idea.c.vote_count, vote, vote.c.idea == idea.c.id)
"""

from collections.abc import Callable, Iterable
from typing import Any

from attrs import frozen
from sqlalchemy import (
    Column,
    ColumnElement,
    Executable,
    FromClause,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
)

from commkit.communities import community
from commkit.members import membership
from commkit.members.records import CURRENT_STATUSES
from commkit.members.tables import MEMBERSHIP, contribution
from commkit.posts import post, post_tag, reaction, reaction_count, tag
from commkit.runtime.model.types import CommunityType
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.statements import Statement, statement
from commkit.testing.contexts import context_of


@frozen
class CounterCheck:
    """A number that is kept beside the rows it counts.

    Attributes:
        name: `posts.reply_count`.
        select: From the community's type to a select of (whose, stored, counted), one row for each place where the
            number is kept; the parameter `community_id` is bound by the session.
        at_least: Whether the stored number may also be greater than what is counted.
    """

    name: str
    select: Callable[[CommunityType], Executable]
    at_least: bool = False


@frozen
class CounterMismatch:
    """A counter that does not equal its count.

    Attributes:
        counter: Its name.
        whose: The id or the name of what it belongs to.
        stored: The number kept.
        counted: The number there is.
    """

    counter: str
    whose: Any
    stored: Any
    counted: Any


def row_count_check(
    kept: Column[Any],
    rows: FromClause,
    *where: ColumnElement[bool],
    name: str = "",
    of: ColumnElement[Any] | None = None,
    at_least: bool = False,
) -> CounterCheck:
    """The counter of a number that tells how many rows of another table there are.

    Args:
        kept: The column in which the number is kept.
        rows: The table whose rows it counts; an alias where it is the same one.
        *where: Which of them count; that both are of one community goes without saying.
        name: Its name; that of its table and column where it is left out.
        of: What is summed up, where it is a sum and no count.
        at_least: Whether the number kept may also be greater.
    """
    holder = kept.table
    counts = func.count() if of is None else func.coalesce(func.sum(of), 0)
    found = (
        select(counts)
        .select_from(rows)
        .where(rows.c.community_id == _here, *where)
        .correlate(holder)
        .scalar_subquery()
    )
    whose = [column for column in holder.primary_key if column.name != "community_id"] or [
        holder.c.community_id
    ]
    query = select(whose[-1], kept, found).where(holder.c.community_id == _here)
    return CounterCheck(name or f"{holder.name}.{kept.name}", lambda _: query, at_least)


def recount(session: Session, more: Iterable[CounterCheck] = ()) -> tuple[CounterMismatch, ...]:
    """Compute every counter of the session's community anew.

    Args:
        session: In a community.
        more: Counters of plugins.

    Returns:
        Those that are wrong; empty where all is well.
    """
    context = context_of(session)
    wrong: list[CounterMismatch] = []
    for counter in (*CORE_COUNTERS, *more):
        for whose, stored, found in context.rows(_selecting(counter, context.community_type)):
            if stored != found and not (counter.at_least and (stored or 0) >= (found or 0)):
                wrong.append(CounterMismatch(counter.name, whose, stored, found))
    wrong += _tags_beside_posts(context)
    return tuple(wrong)


_selects: dict[tuple[CounterCheck, int], tuple[CommunityType, Statement[Any]]] = {}


def _selecting(counter: CounterCheck, made: CommunityType) -> Statement[Any]:
    """The statement of a counter, compiled once for a type; a type is kept, so that its id stays its own."""
    key = (counter, id(made))
    if key not in _selects:
        _selects[key] = (made, statement(lambda: counter.select(made)))
    return _selects[key][1]


_here = bindparam("community_id", type_=post.c.community_id.type)
_other = post.alias("other")


def _of_thread(*conditions: Any) -> Any:
    return (
        select(func.count())
        .select_from(_other)
        .where(
            _other.c.community_id == _here,
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
        post.c.community_id == _here, post.c.parent.is_(None), *conditions
    )


def _reply_count(_: CommunityType) -> Any:
    return select(post.c.id, post.c.reply_count, _of_thread()).where(post.c.community_id == _here)


def _answer_count(made: CommunityType) -> Any:
    awaited = [(kind.name, kind.awaits) for kind in made.post_kinds if kind.awaits]
    answers = or_(
        *(and_(post.c.kind == name, _other.c.kind == what) for name, what in awaited), literal(False)
    )
    counted = case(
        (post.c.kind.in_([name for name, _ in awaited]), _of_thread(_other.c.parent == post.c.id, answers)),
        else_=None,
    )
    return _openings(post.c.answer_count, counted)


def _last_number(_: CommunityType) -> Any:
    highest = (
        select(func.coalesce(func.max(_other.c.number), 0))
        .where(_other.c.community_id == _here, _other.c.thread == post.c.id)
        .correlate(post)
        .scalar_subquery()
    )
    return _openings(post.c.last_number, highest)


def _members(stored: Any, counted: Any) -> Any:
    return (
        select(membership.c.id, func.coalesce(stored, 0), counted.correlate(membership).scalar_subquery())
        .select_from(MEMBERSHIP)
        .where(membership.c.community_id == _here)
    )


def _written(*conditions: Any) -> Any:
    return (
        select(func.count())
        .select_from(post)
        .where(post.c.community_id == _here, post.c.author == membership.c.id, *conditions)
    )


def _post_count(_: CommunityType) -> Any:
    return _members(contribution.c.post_count, _written(post.c.removed_at.is_(None)))


def _removed_count(_: CommunityType) -> Any:
    by_others = post.c.removed_by.is_distinct_from(post.c.author)
    return _members(contribution.c.removed_count, _written(post.c.removed_at.is_not(None), by_others))


def _reaction_count(_: CommunityType) -> Any:
    received = (
        select(func.count())
        .select_from(
            reaction.join(
                post, (post.c.community_id == reaction.c.community_id) & (post.c.id == reaction.c.post)
            )
        )
        .where(
            reaction.c.community_id == _here,
            post.c.author == membership.c.id,
            reaction.c.member != membership.c.id,
        )
    )
    return _members(contribution.c.reaction_count, received)


def _tag_count(_: CommunityType) -> Any:
    bearers = (
        select(func.count())
        .select_from(
            post_tag.join(
                post, (post.c.community_id == post_tag.c.community_id) & (post.c.id == post_tag.c.post)
            )
        )
        .where(post_tag.c.community_id == _here, post_tag.c.tag == tag.c.name, post.c.removed_at.is_(None))
        .correlate(tag)
        .scalar_subquery()
    )
    return select(tag.c.name, tag.c.post_count, bearers).where(tag.c.community_id == _here)


def _given(_: CommunityType) -> Any:
    counted = (
        select(reaction.c.post, reaction.c.reaction, func.count().label("given"))
        .where(reaction.c.community_id == _here)
        .group_by(reaction.c.post, reaction.c.reaction)
        .subquery()
    )
    kept = select(reaction_count).where(reaction_count.c.community_id == _here).subquery()
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
        .where(reaction_count.c.community_id == _here, reaction_count.c.post == post.c.id)
        .correlate(post)
        .scalar_subquery()
    )
    return select(post.c.id, post.c.score, total).where(post.c.community_id == _here)


def _member_count(_: CommunityType) -> Any:
    inside = (
        select(func.count())
        .select_from(membership)
        .where(
            membership.c.community_id == _here,
            or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        )
        .scalar_subquery()
    )
    return select(community.c.community_id, community.c.member_count, inside).where(
        community.c.community_id == _here
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


_BEARING = statement(
    lambda: select(post.c.id, post.c.tags, post.c.removed_at).where(
        post.c.community_id == _here, post.c.parent.is_(None)
    )
)
_TAGGED = statement(lambda: select(post_tag.c.post, post_tag.c.tag).where(post_tag.c.community_id == _here))


def _tags_beside_posts(context: Context) -> list[CounterMismatch]:
    """A thread that stands is found under just the tags that it bears; one that is down, under none."""
    listed: dict[Any, set[str]] = {}
    for found, name in context.rows(_TAGGED):
        listed.setdefault(found, set()).add(name)
    return [
        CounterMismatch("posts.tagged", id, sorted(listed.get(id, ())), sorted(tags))
        for id, tags, removed_at in context.rows(_BEARING)
        if listed.get(id, set()) != (set() if removed_at is not None else set(tags))
    ]
