"""How seasons end, and how the worker keeps ladders up to date."""

from datetime import datetime

from attrs import evolve

from commkit import Conflict, Context
from commkit.storage import schedule_command
from commkit_ladders.ladders import statements as ladders_sql
from commkit_ladders.ladders.facts import SeasonEnded
from commkit_ladders.ladders.feature import ladder_feature
from commkit_ladders.ladders.handlers import check_open, hold_ladder
from commkit_ladders.ladders.policy import HeldLadder
from commkit_ladders.ladders.records import Ladder
from commkit_ladders.replaying.handlers import count_due, renew_places
from commkit_ladders.seasons import statements as sql
from commkit_ladders.seasons.jobs import KeepLadder, keep_at, next_look
from commkit_ladders.seasons.messages import EndSeason

_PLACES_AT_ONCE = 200


@ladder_feature.handles(EndSeason)
def end_season(context: Context, command: EndSeason) -> Ladder:
    """End it, and let the worker move the places."""
    found = context.get(Ladder, command.ladder)
    held = hold_ladder(context, found.id)
    check_open(held)
    if command.season != held.season:
        raise Conflict("ladders.other_season", f"season {held.season} runs on this ladder; end that one")
    _end(context, held)
    keep_at(context, held, context.now)
    return context.get(Ladder, found.id)


@ladder_feature.handles(KeepLadder)
def keep_ladder(context: Context, command: KeepLadder) -> bool:
    """Count what is due, end the season where it is time, and renew the places that idle weeks or its end change."""
    try:
        held = hold_ladder(context, command.ladder)
    except Conflict:  # its rules are gone; they may be declared again
        schedule_command(context, command, at=next_look(context.now, None), as_system=True)
        return False
    if held.turn != command.turn:
        return False
    is_open = held.closed_at is None and context.community.archived_at is None
    ends_at = _ends_at(context, held)
    if is_open and ends_at is not None and ends_at <= context.now:
        held = _end(context, held)
        ends_at = _ends_at(context, held)
    held = count_due(context, held)
    more = False
    if is_open:
        rows = context.rows(sql.DUE, ladder=held.id, now=context.now, size=_PLACES_AT_ONCE)
        for as_of in sorted({as_of for _, as_of in rows}):
            renew_places(context, held, {member for member, its in rows if its == as_of}, since=as_of)
        more = len(rows) == _PLACES_AT_ONCE
    if held.due is not None or more:
        keep_at(context, held, context.now)
    elif held.closed_at is None:
        keep_at(context, held, next_look(context.now, ends_at if is_open else None))
    return True


def _ends_at(context: Context, held: HeldLadder) -> datetime | None:
    found = context.one(sql.RUNNING_SEASON, ladder=held.id, number=held.season)
    ends_at: datetime | None = found[0] if found else None
    return ends_at


def _end(context: Context, held: HeldLadder) -> HeldLadder:
    """End the season that runs, begin the next one, and make every place due."""
    length, number = held.rules.season, held.season + 1
    context.run(ladders_sql.END_SEASON, ladder=held.id, number=held.season, now=context.now)
    context.run(
        ladders_sql.ADD_SEASON,
        ladder=held.id,
        number=number,
        began_at=context.now,
        ends_at=None if length is None else context.now + length,
        ended_at=None,
    )
    context.run(ladders_sql.SET_SEASON, id=held.id, new_season=number)
    context.run(sql.ALL_DUE, ladder=held.id, now=context.now)
    context.emit(SeasonEnded(ladder=held.id, season=held.season))
    return evolve(held, season=number)
