"""How ladders, places on them, and what changed skills are read."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from commkit import Context, Description, MemberId, Page
from commkit.members import Membership
from commkit.storage import LAST_ID, LATEST, keyset, page_size
from commkit_ladders.games.records import SkillChange
from commkit_ladders.ladders import statements as sql
from commkit_ladders.ladders.feature import ladder_feature
from commkit_ladders.ladders.handlers import rules_named
from commkit_ladders.ladders.messages import ListLadders, ListSkillChanges, ReadLadder, ReadLadderPlace
from commkit_ladders.ladders.records import Ladder, LadderInfo, LadderPlace
from commkit_ladders.policy import RUNNING
from commkit_ladders.skills.policy import ordinal_of

_LADDERS = keyset(UUID, of="ladders.ladders")
_CHANGES = keyset(datetime, UUID, of="ladders.changes")
_SEASONS_SHOWN = 50


@ladder_feature.describes(Ladder)
def describe_ladders(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A ladder is called by its title."""
    if not ids or not context.can("ladders.read"):
        return {}
    return {id: Description(title=title) for id, title in context.rows(sql.MANY, ids=list(ids))}


@ladder_feature.handles(ReadLadder)
def read_ladder(context: Context, query: ReadLadder) -> LadderInfo:
    """Load it, then its last seasons."""
    found = context.get(Ladder, query.ladder)
    rules = rules_named(context, found.rules)
    return LadderInfo(
        ladder=found,
        summary=rules.summary if rules else "",
        divisions=rules.divisions if rules else (),
        placement_games=rules.placement_games if rules else 0,
        seasons=tuple(context.rows(sql.SEASONS, ladder=found.id, size=_SEASONS_SHOWN)),
    )


@ladder_feature.handles(ListLadders)
def list_ladders(context: Context, query: ListLadders) -> Page[Ladder]:
    """A page in one statement."""
    limit = page_size(query.limit)
    (after,) = _LADDERS.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, after=after, size=limit + 1)
    return _LADDERS.page(rows, limit, lambda one: (one.id,))


@ladder_feature.handles(ReadLadderPlace)
def read_ladder_place(context: Context, query: ReadLadderPlace) -> LadderPlace | None:
    """Load the ladder and the member, then one row."""
    ladder = context.get(Ladder, query.ladder).id
    member = context.get(Membership, query.member).id
    return context.one(sql.PLACE, ladder=ladder, member=member, season=RUNNING)


def skills_of(context: Context, key: str, members: Collection[MemberId]) -> Mapping[MemberId, LadderPlace]:
    """Where members stand on the ladder with a key, in one statement; for types that match or seed by skill.

    Args:
        context: The unit that asks; it may be of the worker or of the host. Who may read it, the caller checks.
        key: The key of the ladder.
        members: Up to 10,000 members.

    Returns:
        The places of those who have one: nobody has, where there is no such ladder.
    """
    found: list[LadderPlace] = (
        context.rows(sql.PLACES, key=key, members=list(members), season=RUNNING) if members else []
    )
    return {place.member: place for place in found}


@ladder_feature.handles(ListSkillChanges)
def list_skill_changes(context: Context, query: ListSkillChanges) -> Page[SkillChange]:
    """Load the ladder and the member, then a page in one statement."""
    ladder = context.get(Ladder, query.ladder).id
    member = context.get(Membership, query.member).id
    limit, cursors = page_size(query.limit), _CHANGES.within(ladder, member)
    at, game = cursors.decode(query.after, default=(LATEST, LAST_ID))
    rows = context.rows(
        sql.CHANGES, ladder=ladder, member=member, after_at=at, after_game=game, size=limit + 1
    )
    return cursors.page([_change(*row) for row in rows], limit, lambda one: (one.at, one.game))


def _change(*values: Any) -> SkillChange:
    game, at, rank, season, old_mu, old_sigma, mu, sigma, idle_weeks, division = values
    return SkillChange(
        game=game,
        at=at,
        rank=rank,
        season=season,
        before=ordinal_of(old_mu, old_sigma) / 100,
        after=ordinal_of(mu, sigma) / 100,
        sigma_before=old_sigma,
        sigma_after=sigma,
        idle_weeks=idle_weeks,
        division=division,
    )
