"""How badges are awarded and revoked: in the transaction in which the evidence changes, which the worker does."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from commkit import Context, MemberId
from commkit.storage import FIRST_ID, Statement
from commkit_reputation.badges import statements as sql
from commkit_reputation.badges.facts import BadgeAwarded, BadgeRevoked
from commkit_reputation.badges.feature import badge_feature
from commkit_reputation.badges.records import AwardId, Badge, Over
from commkit_reputation.points.facts import PointsChanged, ReputationRebuilt
from commkit_reputation.points.queries import reputation_of

NOTHING = FIRST_ID
"""What an award is about that is for no thing."""


@badge_feature.reacts_to(PointsChanged)
def review_badges(context: Context, fact: PointsChanged) -> None:
    """Look at the badges that the evidence is for, and at those that ask for points."""
    points = reputation_of(context, fact.member).points
    for badge in context.declared(Badge):
        things = {
            about for name, about in zip(fact.evidence, fact.about, strict=True) if name in badge.evidence
        }
        if things or badge.min_points is not None:
            _review(context, badge, fact.member, points, things)


@badge_feature.reacts_to(ReputationRebuilt)
def review_rebuilt_badges(context: Context, fact: ReputationRebuilt) -> None:
    """Look at all badges of all of them, as what is declared may be new, too."""
    for member in fact.members:
        points = reputation_of(context, member).points
        for badge in context.declared(Badge):
            _review(context, badge, member, points, ())


def _review(context: Context, badge: Badge, member: MemberId, points: int, things: Iterable[UUID]) -> None:
    """Bring what a member has of a badge in line with its rule.

    Args:
        context: The context.
        badge: The badge.
        member: The member.
        points: Their points.
        things: What has changed, for badges that are awarded for each thing; all things of theirs where it is empty,
            or where the points decide, too.
    """
    has_points = badge.min_points is None or points >= badge.min_points
    if not badge.each:
        _set(context, badge, member, NOTHING, holds=has_points and _is_met(context, badge, member))
        return
    wanted = {*things}
    if not wanted or badge.min_points is not None:
        wanted |= _ids(context, sql.THINGS, member=member, names=list(badge.evidence))
        wanted |= _ids(context, sql.ABOUTS, member=member, badge=badge.name)
    for about in sorted(wanted):
        ((total,),) = context.rows(sql.SUM_OF_THING, member=member, about=about, names=list(badge.evidence))
        _set(context, badge, member, about, holds=has_points and total >= badge.at_least)


def _ids(context: Context, statement: Statement[Any], **values: Any) -> set[UUID]:
    return {id for (id,) in context.rows(statement, **values)}


def _is_met(context: Context, badge: Badge, member: MemberId) -> bool:
    """Whether the evidence of a member is enough, once."""
    if not badge.evidence:
        return True
    names = list(badge.evidence)
    if badge.over is Over.THING:
        return bool(context.rows(sql.FIRST_THING, member=member, names=names, at_least=badge.at_least))
    ((total,),) = context.rows(sql.SUM_OF_MEMBER, member=member, names=names)
    return bool(total >= badge.at_least)


def _set(context: Context, badge: Badge, member: MemberId, about: UUID, *, holds: bool) -> None:
    found = context.one(sql.AWARDED, member=member, badge=badge.name, about=about)
    if holds and found is None:
        id = AwardId(context.new_id())
        context.run(sql.ADD, id=id, badge=badge.name, member=member, about=about, awarded_at=context.now)
        shown = None if about == NOTHING else about
        context.emit(BadgeAwarded(award=id, member=member, badge=badge.name, about=shown))
    elif not holds and found is not None and not badge.kept:
        context.run(sql.DELETE, member=member, badge=badge.name, about=about)
        context.emit(BadgeRevoked(award=found[0], member=member, badge=badge.name))
