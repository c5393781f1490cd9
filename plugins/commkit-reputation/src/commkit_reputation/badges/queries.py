"""How badges are read."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from commkit import Context, Description, Invalid, Page
from commkit.members import Membership, author_parameters
from commkit.storage import LAST_ID, Statement, keyset, page_size
from commkit_reputation.badges import statements as sql
from commkit_reputation.badges.feature import badge_feature
from commkit_reputation.badges.imports import given_elsewhere
from commkit_reputation.badges.messages import ListAwards, ListBadgeHolders, ListBadges, ReadAward
from commkit_reputation.badges.records import Award, AwardId, Badge, BadgeInfo, BadgeRank

_AWARDS = keyset(UUID, of="reputation.awards")
_HOLDERS = keyset(UUID, of="reputation.holders")


def _award(context: Context, row: tuple[Any, ...]) -> Award:
    """An award; a badge that is not declared any more keeps its name alone, one from elsewhere its class, too."""
    id, badge, member, about, awarded_at = row
    known = {each.name: each for each in context.declared(Badge)}.get(badge)
    title, rank = given_elsewhere(badge) or (badge, BadgeRank.BRONZE)
    return Award(
        id=id,
        badge=badge,
        title=known.title if known else title,
        rank=known.rank if known else rank,
        member=member,
        about=about,
        awarded_at=awarded_at,
    )


@badge_feature.loads(Award, owner=lambda award: award.member)
def load_award(context: Context, id: AwardId) -> Award | None:
    """An award of a member whom the reader sees."""
    row = (
        context.one(sql.ONE, id=id, **author_parameters(context)) if context.can("reputation.read") else None
    )
    return _award(context, row) if row is not None else None


@badge_feature.describes(Award)
def describe_awards(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """An award is called like its badge."""
    if not ids or not context.can("reputation.read"):
        return {}
    rows = context.rows(sql.MANY, ids=list(ids), **author_parameters(context))
    awards = [_award(context, row) for row in rows]
    return {award.id: Description(title=award.title, author=award.member) for award in awards}


@badge_feature.handles(ReadAward)
def read_award(context: Context, query: ReadAward) -> Award:
    """Load it."""
    return context.get(Award, query.award)


@badge_feature.handles(ListBadges)
def list_badges(context: Context, query: ListBadges) -> tuple[BadgeInfo, ...]:
    """What is declared; no statement."""
    return tuple(
        BadgeInfo(
            name=each.name,
            title=each.title,
            summary=each.summary,
            rank=each.rank,
            each=each.each,
            kept=each.kept,
        )
        for each in context.declared(Badge)
    )


@badge_feature.handles(ListAwards)
def list_awards(context: Context, query: ListAwards) -> Page[Award]:
    """Load the member, then a page in one statement."""
    member = context.get(Membership, query.member).id
    return _page(context, sql.OF_MEMBER, _AWARDS.within(member), query, member=member)


@badge_feature.handles(ListBadgeHolders)
def list_badge_holders(context: Context, query: ListBadgeHolders) -> Page[Award]:
    """A page in one statement."""
    names = [each.name for each in context.declared(Badge)]
    if query.badge not in names:
        raise Invalid.field("badge", "unknown_badge", f"choose one of: {', '.join(names)}")
    return _page(context, sql.HOLDERS, _HOLDERS.within(query.badge), query, badge=query.badge)


def _page(
    context: Context,
    statement: Statement[Any],
    cursors: Any,
    query: ListAwards | ListBadgeHolders,
    **where: Any,
) -> Page[Award]:
    limit = page_size(query.limit)
    (after,) = cursors.decode(query.after, default=(LAST_ID,))
    rows = context.rows(statement, after=after, size=limit + 1, **where, **author_parameters(context))
    found: Page[Award] = cursors.page(
        [_award(context, row) for row in rows], limit, lambda award: (award.id,)
    )
    return found
