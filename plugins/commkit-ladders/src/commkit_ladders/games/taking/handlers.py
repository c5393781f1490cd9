"""How results of declared sources and games of other systems are taken."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from commkit import Context, MemberId, NotFound
from commkit_ladders.games import statements as sql
from commkit_ladders.games.handlers import add_game, annul, check_result, count_game, replace_result
from commkit_ladders.games.jobs import ImportGames, TakeResult
from commkit_ladders.games.policy import ordered, players_of
from commkit_ladders.games.records import Game, GameState
from commkit_ladders.ladders import statements as ladders_sql
from commkit_ladders.ladders.feature import ladder_feature
from commkit_ladders.ladders.handlers import check_open, hold_ladder
from commkit_ladders.ladders.policy import HeldLadder
from commkit_ladders.ladders.records import Ladder
from commkit_ladders.replaying.handlers import count_from

IMPORTED = "import"
"""The source of games that the host imports; no declared source has this name."""


@ladder_feature.handles(TakeResult)
def take_result(context: Context, command: TakeResult) -> bool:
    """Add the game, correct it, or annul it; what a later fact said holds."""
    _check_members(context, players_of(command.sides))
    found = context.one(ladders_sql.BY_KEY, key=command.ladder)
    if found is None or found.closed_at is not None:
        return False
    held = hold_ladder(context, found.id)
    known = context.one(sql.FOREIGN, ladder=held.id, source=command.source, foreign_key=command.about)
    if known is None:
        return _add(context, held, command)
    id, fact = known
    if command.fact <= fact:
        return False  # repeated, or told after a later fact
    game = context.get(Game, id)
    context.run(sql.SET_FACT, id=id, new_fact=command.fact)
    if not command.sides:
        if game.state is GameState.COUNTED:
            annul(context, held, game)
        return game.state is GameState.COUNTED
    if game.state is GameState.COUNTED and ordered(command.sides) == game.sides:
        return False
    replace_result(context, held, game, command.sides)
    return True


def _add(context: Context, held: HeldLadder, command: TakeResult) -> bool:
    if not command.sides:
        return False
    at = min(command.at, context.now)
    check_result(context, command.sides, at)
    id = add_game(
        context,
        held,
        command.sides,
        at,
        source=command.source,
        foreign_key=command.about,
        fact=command.fact,
    )
    count_game(context, held, id, command.sides, at)
    return True


@ladder_feature.handles(ImportGames)
def import_games(context: Context, command: ImportGames) -> int:
    """Store those that are new, then count from the first of them on."""
    ladder = context.get(Ladder, command.ladder)
    _check_members(context, [member for draft in command.games for member in players_of(draft.sides)])
    for draft in command.games:
        check_result(context, draft.sides, draft.at)
    held = hold_ladder(context, ladder.id)
    check_open(held)
    taken: list[tuple[datetime, UUID]] = []
    members: set[MemberId] = set()
    for draft in command.games:
        if context.one(sql.FOREIGN, ladder=held.id, source=IMPORTED, foreign_key=draft.key) is None:
            id = add_game(context, held, draft.sides, draft.at, source=IMPORTED, foreign_key=draft.key)
            taken.append((draft.at, id))
            members |= set(players_of(draft.sides))
    if taken:
        count_from(context, held, *min(taken), members)
    return len(taken)


def _check_members(context: Context, members: Iterable[MemberId]) -> None:
    """Check that each of them is, or was, a member here: also who left or is banned has played.

    Raises:
        NotFound: One of them is not.
    """
    for member in dict.fromkeys(members):
        if context.one(sql.KEY, member=member) is None:
            raise NotFound("ladders.no_such_member", "there is no such member in this community")
