"""How games are read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from commkit import Context, Description, Page
from commkit.members import Membership
from commkit.storage import LAST_ID, LATEST, keyset, page_size
from commkit_ladders.games import statements as sql
from commkit_ladders.games.messages import ListGames, ReadGame
from commkit_ladders.games.policy import side_of
from commkit_ladders.games.records import Game, GameSide
from commkit_ladders.ladders.feature import ladder_feature
from commkit_ladders.ladders.records import Ladder

_GAMES = keyset(datetime, UUID, of="ladders.games")


def games_of(context: Context, rows: Sequence[tuple[Any, ...]]) -> list[Game]:
    """Rows with their seats, in one statement; what was disputed is for players and who decides."""
    if not rows:
        return []
    seats = context.rows(sql.SEATS, games=[row[0] for row in rows])
    by_game = {game: list(its) for game, its in groupby(seats, key=lambda row: row[0])}
    decides, me = context.can("ladders.record"), context.member_or_none
    found = []
    for row in rows:
        values = dict(zip(sql.GAME_NAMES, row, strict=True))
        its = by_game.get(values["id"], [])
        sides = tuple(_side(list(group)) for _, group in groupby(its, key=lambda one: one[2]))
        if not decides and side_of(sides, me) is None:
            values["dispute"] = ""
        confirmed = tuple(member for _, member, _, _, is_confirmed in its if is_confirmed)
        found.append(Game(**values, sides=sides, confirmed=confirmed))
    return found


def _side(rows: Sequence[tuple[Any, ...]]) -> GameSide:
    return GameSide(tuple(member for _, member, _, _, _ in rows), rows[0][3])


@ladder_feature.describes(Game)
def describe_games(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A game is called like its ladder."""
    if not ids or not context.can("ladders.read"):
        return {}
    return {id: Description(title=title) for id, title in context.rows(sql.TITLES, ids=list(ids))}


@ladder_feature.handles(ReadGame)
def read_game(context: Context, query: ReadGame) -> Game:
    """Load it."""
    return context.get(Game, query.game)


@ladder_feature.handles(ListGames)
def list_games(context: Context, query: ListGames) -> Page[Game]:
    """Load the ladder and the member, then a page in two statements."""
    ladder = context.get(Ladder, query.ladder).id
    member = None if query.member is None else context.get(Membership, query.member).id
    limit, cursors = page_size(query.limit), _GAMES.within(ladder, member)
    at, game = cursors.decode(query.after, default=(LATEST, LAST_ID))
    where = {"ladder": ladder, "after_at": at, "after_game": game, "size": limit + 1}
    found = (sql.PAGE, {}) if member is None else (sql.OF_MEMBER, {"member": member})
    rows = context.rows(found[0], **found[1], **where)
    return cursors.page(games_of(context, rows), limit, lambda one: (one.at, one.id))
