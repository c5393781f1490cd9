"""How results are recorded, reported, confirmed, disputed, corrected and annulled."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from commkit import Conflict, Context, Denied, FieldError, Invalid, MemberId
from commkit.members import Membership, check_not_blocked_by
from commkit_ladders.games import statements as sql
from commkit_ladders.games.facts import (
    GameAnnulled,
    GameConfirmed,
    GameCorrected,
    GameCounted,
    GameDisputed,
    GameReported,
)
from commkit_ladders.games.messages import (
    AnnulGame,
    ConfirmGame,
    CorrectGame,
    DisputeGame,
    RecordGame,
    ReportGame,
)
from commkit_ladders.games.policy import (
    is_confirmed,
    ordered,
    players_of,
    side_faults,
    side_of,
    winners_of,
)
from commkit_ladders.games.queries import games_of
from commkit_ladders.games.records import Game, GameId, GameSide, GameState
from commkit_ladders.ladders.feature import ladder_feature
from commkit_ladders.ladders.handlers import check_open, hold_ladder
from commkit_ladders.ladders.policy import HeldLadder
from commkit_ladders.ladders.records import Ladder
from commkit_ladders.replaying.handlers import count_from


@ladder_feature.loads(Game)
def load_game(context: Context, id: UUID) -> Game | None:
    """A game, for who may read of ladders."""
    if not context.can("ladders.read"):
        return None
    row = context.one(sql.ONE, id=id)
    return games_of(context, [row])[0] if row is not None else None


@ladder_feature.handles(RecordGame)
def record_game(context: Context, command: RecordGame) -> Game:
    """Store it, and count it with all that was played after it."""
    ladder = context.get(Ladder, command.ladder)
    at = command.at or context.now
    _check(context, command.sides, at)
    held = hold_ladder(context, ladder.id)
    check_open(held)
    id = add_game(context, held, command.sides, at)
    count_game(context, held, id, command.sides, at)
    return context.get(Game, id)


@ladder_feature.handles(ReportGame)
def report_game(context: Context, command: ReportGame) -> Game:
    """Store it; the actor confirms it for their own side."""
    ladder = context.get(Ladder, command.ladder)
    at = command.at or context.now
    _check(context, command.sides, at)
    mine = side_of(command.sides, context.member)
    if mine is None:
        raise _not_a_player()
    others = [side.members for number, side in enumerate(command.sides) if number != mine]
    players = tuple(member for members in others for member in members)
    for member in players:
        check_not_blocked_by(context, member)
    held = hold_ladder(context, ladder.id)
    check_open(held)
    if not held.rules.members_report:
        raise Conflict("ladders.no_reports", "on this ladder a referee records the results; ask one")
    id = add_game(context, held, command.sides, at, state=GameState.REPORTED)
    context.run(sql.CONFIRM, game=id, member=context.member)
    context.emit(GameReported(game=id, ladder=held.id, players=players))
    return context.get(Game, id)


@ladder_feature.handles(ConfirmGame)
def confirm_game(context: Context, command: ConfirmGame) -> Game:
    """Note it, and count the game once a player of every side has."""
    game, held = _held_game(context, command.game)
    if side_of(game.sides, context.member) is None:
        raise _not_a_player()
    if game.state is GameState.COUNTED or context.member in game.confirmed:
        return game
    if game.state is not GameState.REPORTED:
        raise Conflict("ladders.not_reported", "this game is not waiting for a confirmation any more")
    check_open(held)
    context.run(sql.CONFIRM, game=game.id, member=context.member)
    context.emit(GameConfirmed(game=game.id, ladder=held.id))
    if is_confirmed(game.sides, (*game.confirmed, context.member)):
        count_game(context, held, game.id, game.sides, game.at)
    return context.get(Game, game.id)


@ladder_feature.handles(DisputeGame)
def dispute_game(context: Context, command: DisputeGame) -> Game:
    """Let it wait for a decision."""
    game, held = _held_game(context, command.game)
    if side_of(game.sides, context.member) is None:
        raise _not_a_player()
    if game.state is not GameState.REPORTED:
        raise Conflict("ladders.not_reported", "this game is not waiting for a confirmation any more")
    context.run(sql.DISPUTE, id=game.id, by=context.member, new_dispute=command.reason)
    context.emit(GameDisputed(game=game.id, ladder=held.id))
    return context.get(Game, game.id)


@ladder_feature.handles(CorrectGame)
def correct_game(context: Context, command: CorrectGame) -> Game:
    """Replace the result, and count all that was played from then on anew."""
    seen = context.get(Game, command.game)
    _check(context, command.sides, seen.at)
    game, held = _held_game(context, seen.id)
    _decide(context, game.id, command.reason)
    replace_result(context, held, game, command.sides)
    return context.get(Game, game.id)


@ladder_feature.handles(AnnulGame)
def annul_game(context: Context, command: AnnulGame) -> Game:
    """Take it away, and count all that was played from then on anew."""
    game, held = _held_game(context, command.game)
    if game.state is GameState.ANNULLED:
        return game
    _decide(context, game.id, command.reason)
    annul(context, held, game)
    return context.get(Game, game.id)


def _not_a_player() -> Denied:
    return Denied("ladders.not_a_player", "only who played this game says how it ended; ask one of them")


def _check(context: Context, sides: Sequence[GameSide], at: datetime) -> None:
    """Check that the actor sees all players, then the result.

    Raises:
        NotFound: There is no such member for this actor.
        Invalid: The result is none.
    """
    for member in dict.fromkeys(players_of(sides)):
        context.get(Membership, member)
    check_result(context, sides, at)


def check_result(context: Context, sides: Sequence[GameSide], at: datetime) -> None:
    """Check what is said of a game.

    Raises:
        Invalid: The sides are none, or it was not played yet; with all faults.
    """
    faults = side_faults(sides)
    if at > context.now:
        faults.append(FieldError("at", "future", "give the moment at which it was played"))
    if faults:
        raise Invalid(faults)


def _held_game(context: Context, id: GameId) -> tuple[Game, HeldLadder]:
    """A game that the actor sees, as it is once its ladder is held."""
    held = hold_ladder(context, context.get(Game, id).ladder)
    return context.get(Game, id), held


def _decide(context: Context, id: GameId, reason: str) -> None:
    context.run(sql.DECIDE, id=id, by=context.member_or_none, now=context.now, new_reason=reason)


def add_game(
    context: Context,
    held: HeldLadder,
    sides: Sequence[GameSide],
    at: datetime,
    *,
    state: GameState = GameState.COUNTED,
    **foreign: Any,
) -> GameId:
    """Store a game with its seats.

    Args:
        context: Of a command that holds the ladder.
        held: The ladder.
        sides: The sides.
        at: When it was played.
        state: Whether it counts.
        **foreign: `source`, `foreign_key` and `fact` of a game that comes from elsewhere.
    """
    id = GameId(context.new_id())
    values: dict[str, Any] = {"source": "", "foreign_key": None, "fact": None, **foreign}
    context.run(
        sql.ADD,
        id=id,
        ladder=held.id,
        at=at,
        state=state,
        recorded_by=context.member_or_none,
        recorded_at=context.now,
        disputed_by=None,
        dispute="",
        decided_by=None,
        decided_at=None,
        reason="",
        season=None,
        as_expected=None,
        **values,
    )
    _add_seats(context, held, id, sides, at, counted=state is GameState.COUNTED)
    return id


def _add_seats(
    context: Context, held: HeldLadder, id: GameId, sides: Sequence[GameSide], at: datetime, *, counted: bool
) -> None:
    empty = {
        "old_mu": None, "old_sigma": None, "idle_weeks": 0, "mu": None, "sigma": None, "season": 0, "games": 0,
        "season_games": 0, "wins": 0, "draws": 0, "losses": 0, "division": "",
    }  # fmt: skip
    context.run_many(
        sql.ADD_SEAT,
        [
            {
                "game": id,
                "member": member,
                "ladder": held.id,
                "at": at,
                "side": number,
                "rank": side.rank,
                "confirmed": False,
                "counted": counted,
                **empty,
            }
            for number, side in enumerate(ordered(sides))
            for member in side.members
        ],
    )


def count_game(
    context: Context, held: HeldLadder, id: GameId, sides: Sequence[GameSide], at: datetime
) -> HeldLadder:
    """Let a game count from now on, and tell; gives the ladder with what is still due."""
    context.run(sql.SET_STATE, id=id, new_state=GameState.COUNTED)
    context.run(sql.SET_COUNTED, game=id, new_counted=True)
    _tell_counted(context, held, id, sides)
    return count_from(context, held, at, id, players_of(sides))


def _tell_counted(context: Context, held: HeldLadder, id: GameId, sides: Sequence[GameSide]) -> None:
    context.emit(GameCounted(game=id, ladder=held.id, players=players_of(sides), winners=winners_of(sides)))


def replace_result(context: Context, held: HeldLadder, game: Game, sides: Sequence[GameSide]) -> None:
    """Give a game another result, which counts.

    Args:
        context: Of a command that holds the ladder.
        held: The ladder.
        game: The game.
        sides: Who played, and how it ended.
    """
    context.run(sql.DELETE_SEATS, game=game.id)
    _add_seats(context, held, game.id, sides, game.at, counted=True)
    context.run(sql.SET_STATE, id=game.id, new_state=GameState.COUNTED)
    context.emit(GameCorrected(game=game.id, ladder=held.id))
    _tell_counted(context, held, game.id, sides)
    count_from(context, held, game.at, game.id, _both(game.sides, sides))


def annul(context: Context, held: HeldLadder, game: Game) -> None:
    """Let a game not count.

    Args:
        context: Of a command that holds the ladder.
        held: The ladder.
        game: The game.
    """
    context.run(sql.SET_STATE, id=game.id, new_state=GameState.ANNULLED)
    context.run(sql.SET_COUNTED, game=game.id, new_counted=False)
    context.emit(GameAnnulled(game=game.id, ladder=held.id))
    if game.state is GameState.COUNTED:
        count_from(context, held, game.at, game.id, players_of(game.sides))


def _both(before: Sequence[GameSide], after: Sequence[GameSide]) -> set[MemberId]:
    return {*players_of(before), *players_of(after)}
