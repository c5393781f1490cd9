"""How games are counted: in the order of their time, from the first one that is due, however many come after it.

Each seat holds the state of its player after the game. So counting begins anywhere, with the last states before; what
was computed of later games is written over. Whoever changes a ladder holds it until the commit.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from attrs import evolve

from commkit import Context, MemberId
from commkit.storage import FIRST_ID, LAST_ID, LATEST
from commkit_ladders.ladders import statements as ladders_sql
from commkit_ladders.ladders.facts import LadderReplayed, MemberDemoted, MemberPromoted, MemberUnplaced
from commkit_ladders.ladders.feature import ladder_feature
from commkit_ladders.ladders.handlers import hold_ladder
from commkit_ladders.ladders.policy import HeldLadder
from commkit_ladders.policy import RUNNING
from commkit_ladders.replaying import statements as sql
from commkit_ladders.replaying.jobs import ReplayLadder
from commkit_ladders.seasons.jobs import keep_at
from commkit_ladders.skills.policy import (
    WEEK,
    Outcome,
    PlayedGame,
    PlayerState,
    at_end_of,
    carried,
    idle_weeks,
    is_provisional,
    play,
    score_of,
)
from commkit_ladders.skills.records import SIGMA

GAMES_AT_ONCE = 100
"""Games that one command counts; the worker goes on with what is left."""


def count_from(
    context: Context, held: HeldLadder, at: datetime, game: UUID, members: Collection[MemberId]
) -> HeldLadder:
    """Count the games of a ladder from a moment on, where something changed there.

    Args:
        context: Of a command that holds the ladder.
        held: The ladder.
        at: When the game was played that was added, changed or taken away.
        game: That game.
        members: Who played it, or played it before it was changed.

    Returns:
        The ladder, with what is still due.
    """
    was_due = held.due
    held = _set_due(context, held, min(was_due or (at, game), (at, game)))
    if was_due is not None:  # the worker is at it
        renew_places(context, held, members, since=at)
        return held
    held = count_due(context, held, also=members)
    if held.due is not None:
        keep_at(context, held, context.now)
    return held


def count_due(context: Context, held: HeldLadder, *, also: Collection[MemberId] = ()) -> HeldLadder:
    """Count some of the games that are due, and renew the places of who played them.

    Args:
        context: Of a command that holds the ladder.
        held: The ladder.
        also: Whose places are renewed, too.
    """
    if held.due is None:
        return held
    since = held.due[0]
    rows = context.rows(sql.DUE_GAMES, ladder=held.id, at=since, game=held.due[1], size=GAMES_AT_ONCE + 1)
    games, ends = _played(context, rows[:GAMES_AT_ONCE]), _ends_of(context, held)
    states: dict[MemberId, PlayerState] = {}
    for game in games:
        _look_up(context, held, game, states)
        outcome = play(states, game, ends, held.rules)
        _write(context, game, outcome, states)
        states |= {member: change.after for member, change in outcome.changes.items()}
    left = rows[GAMES_AT_ONCE:]
    held = _set_due(context, held, (left[0][1], left[0][0]) if left else None)
    renew_places(context, held, {*states, *also}, since=since)
    if len(games) > 1:
        context.emit(LadderReplayed(ladder=held.id, games=len(games), done=not left))
    return held


def _set_due(context: Context, held: HeldLadder, due: tuple[datetime, UUID] | None) -> HeldLadder:
    at, game = due or (None, None)
    context.run(ladders_sql.SET_DUE, id=held.id, new_due_at=at, new_due_game=game)
    return evolve(held, due=due)


def _ends_of(context: Context, held: HeldLadder) -> list[datetime]:
    return [end for (end,) in context.rows(ladders_sql.ENDS, ladder=held.id)]


def _played(context: Context, rows: Sequence[tuple[Any, ...]]) -> list[PlayedGame]:
    """The games with their sides, in the order of the rows."""
    if not rows:
        return []
    seats = context.rows(sql.SEATS, games=[id for id, _ in rows])
    sides: dict[UUID, list[tuple[tuple[MemberId, ...], int]]] = {}
    for (game, _), group in groupby(seats, key=lambda row: (row[0], row[2])):
        its = list(group)
        sides.setdefault(game, []).append((tuple(row[1] for row in its), its[0][3]))
    return [
        PlayedGame(
            id=id,
            at=at,
            sides=tuple(members for members, _ in sides[id]),
            ranks=tuple(rank for _, rank in sides[id]),
        )
        for id, at in rows
    ]


def _look_up(
    context: Context, held: HeldLadder, game: PlayedGame, states: dict[MemberId, PlayerState]
) -> None:
    """Add the last states of players who are not known yet in this part."""
    for member in (member for side in game.sides for member in side):
        if member not in states:
            found = context.one(sql.LAST_STATE, ladder=held.id, member=member, at=game.at, game=game.id)
            if found is not None:
                states[member] = found


def _write(context: Context, game: PlayedGame, outcome: Outcome, states: dict[MemberId, PlayerState]) -> None:
    changes = outcome.changes.items()
    season = next(change.after.season for _, change in changes)
    context.run(sql.SET_OUTCOME, its_id=game.id, new_season=season, new_as_expected=outcome.as_expected)
    context.run_many(
        sql.SET_STATE,
        [
            {
                "its_game": game.id,
                "its_member": member,
                "new_old_mu": change.before.mu,
                "new_old_sigma": change.before.sigma,
                "new_idle_weeks": idle_weeks(states[member], game.at) if member in states else 0,
                **{
                    f"new_{name}": getattr(change.after, name)
                    for name in (
                        "mu", "sigma", "season", "games", "season_games", "wins", "draws", "losses", "division",
                    )
                },
            }
            for member, change in changes
        ],
    )  # fmt: skip


def renew_places(
    context: Context, held: HeldLadder, members: Collection[MemberId], *, since: datetime
) -> None:
    """Compute where members stand now, and where they stood when seasons ended from a moment on.

    Args:
        context: Of a command that holds the ladder.
        held: The ladder.
        members: Who.
        since: The moment.
    """
    ends = _ends_of(context, held)
    for member in sorted(members):
        state = _state_before(context, held, member, LATEST)
        if state is None:
            old = context.one(sql.DIVISION, ladder=held.id, member=member, season=RUNNING)
            context.run(sql.DELETE_PLACES, ladder=held.id, member=member)
            _tell_of_division(context, held, member, (old[0] if old else "", ""))
            continue
        _tell_of_division(context, held, member, _set_place(context, held, member, state, ends))
        for number, end in enumerate(ends, 1):
            if end >= since:
                _set_last_place(context, held, member, number, ends)


def _state_before(
    context: Context, held: HeldLadder, member: MemberId, moment: datetime
) -> PlayerState | None:
    """The state after the last game before a moment that is counted, and not to be counted again."""
    at, game = min(held.due or (LATEST, LAST_ID), (moment, FIRST_ID if moment != LATEST else LAST_ID))
    return context.one(sql.LAST_STATE, ladder=held.id, member=member, at=at, game=game)


def _set_place(
    context: Context, held: HeldLadder, member: MemberId, state: PlayerState, ends: Sequence[datetime]
) -> tuple[str, str]:
    """Set the place of now; gives the division before and after."""
    old = context.one(sql.DIVISION, ladder=held.id, member=member, season=RUNNING)
    now = carried(state, held.now, ends, held.rules)
    _put(context, held, (RUNNING, member), now, state.since)
    return old[0] if old else "", now.division


def _set_last_place(
    context: Context, held: HeldLadder, member: MemberId, number: int, ends: Sequence[datetime]
) -> None:
    """Set the place of the end of a season, or delete it where no game of the season counts any more."""
    state = _state_before(context, held, member, ends[number - 1])
    last = None if state is None else at_end_of(state, number, ends, held.rules)
    if state is None or last is None:
        context.run(sql.DELETE_PLACE, ladder=held.id, member=member, season=number)
    else:
        _put(context, held, (number, member), last, state.since)


def _put(
    context: Context, held: HeldLadder, who: tuple[int, MemberId], state: PlayerState, last_at: datetime
) -> None:
    season, member = who
    due_at = None
    if season == RUNNING and state.sigma < SIGMA and held.rules.idle_variance:
        due_at = state.since + WEEK * (idle_weeks(state, held.now) + 1)
    context.run(
        sql.SET_PLACE,
        ladder=held.id,
        season=season,
        member=member,
        score=score_of(state, held.rules),
        mu=state.mu,
        sigma=state.sigma,
        games=state.games,
        season_games=state.season_games,
        wins=state.wins,
        draws=state.draws,
        losses=state.losses,
        division=state.division,
        provisional=is_provisional(state, held.rules),
        last_at=last_at,
        as_of=held.now,
        due_at=due_at,
    )


def _tell_of_division(context: Context, held: HeldLadder, member: MemberId, moved: tuple[str, str]) -> None:
    before, after = moved
    names = [each.name for each in held.rules.divisions]
    if before == after or (after not in names and before not in names):
        return
    if after not in names:
        context.emit(MemberUnplaced(ladder=held.id, member=member, before=before))
        return
    if before in names and names.index(after) < names.index(before):
        context.emit(MemberDemoted(ladder=held.id, member=member, division=after, before=before))
    else:
        context.emit(MemberPromoted(ladder=held.id, member=member, division=after, before=before))


@ladder_feature.handles(ReplayLadder)
def replay_ladder(context: Context, command: ReplayLadder) -> None:
    """Make all games due, and count the first of them."""
    held = hold_ladder(context, command.ladder)
    first = context.one(sql.FIRST_GAME, ladder=held.id)
    if first is None:
        return
    held = count_due(context, _set_due(context, held, (first[0], first[1])))
    if held.due is not None:
        keep_at(context, held, context.now)
