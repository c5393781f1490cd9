"""Commands and queries of games."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Items, MemberId, Page, Query, TextCommand
from commkit_ladders.games.records import MAX_SIDES, Game, GameId, GameSide
from commkit_ladders.ladders.records import LadderId
from commkit_ladders.policy import Reason

Sides = Annotated[tuple[GameSide, ...], Items(max=MAX_SIDES)]


@frozen
class RecordGame(Command[Game]):
    """Record the result of a game, which counts at once: by who may record results, such as a referee.

    Attributes:
        ladder: The ladder.
        sides: Who played, and how it ended for them: 2 to 64 sides, 64 players in all.
        at: When it was played; now where it is left out. What was played after it counts anew.

    Raises:
        NotFound: There is no such ladder or member for this actor.
        Invalid: There are fewer than two sides, somebody is on two sides or on none, a rank is below 1, or it is in the
            future.
        Conflict: The ladder is closed.
    """

    permission = "ladders.record"
    creates = True

    ladder: LadderId
    sides: Sides
    at: datetime | None = field(default=None, kw_only=True)


@frozen
class ReportGame(Command[Game]):
    """Report the result of a game that the actor played. It counts once a player of every other side confirms it.

    Attributes:
        ladder: The ladder.
        sides: Who played, and how it ended for them: 2 to 64 sides, 64 players in all.
        at: When it was played; now where it is left out.

    Raises:
        NotFound: There is no such ladder or member for this actor.
        Invalid: As for `RecordGame`.
        Denied: The actor did not play (`ladders.not_a_player`), or somebody blocks the actor.
        Conflict: The ladder is closed, or its rules let no players report results (`ladders.no_reports`).
    """

    permission = "ladders.report"
    creates = True

    ladder: LadderId
    sides: Sides
    at: datetime | None = field(default=None, kw_only=True)


@frozen
class ConfirmGame(Command[Game]):
    """Say that the reported result of a game is right; it counts once a player of every side has said so.

    Repeated, and of a game that counts, it changes nothing.

    Raises:
        NotFound: There is no such game for this actor.
        Denied: The actor did not play (`ladders.not_a_player`).
        Conflict: It is disputed or annulled (`ladders.not_reported`), or the ladder is closed.
    """

    permission = "ladders.report"

    game: GameId


@frozen
class DisputeGame(TextCommand[Game]):
    """Say that the reported result of a game is wrong; who may record results decides.

    Attributes:
        game: The game.
        reason: What was wrong, for its players and who decides.

    Raises:
        NotFound: There is no such game for this actor.
        Denied: The actor did not play (`ladders.not_a_player`).
        Conflict: It is not waiting for a confirmation (`ladders.not_reported`).
    """

    permission = "ladders.report"
    personal = ("reason",)
    shown = ("reason",)

    game: GameId
    reason: Reason


@frozen
class CorrectGame(TextCommand[Game]):
    """Say how a game ended; it counts from then on, and all that was played after it counts anew.

    Attributes:
        game: The game: one that counts, or was reported, disputed or annulled.
        sides: Who played, and how it ended for them.
        reason: Why, for all who see the game.

    Raises:
        NotFound: There is no such game or member for this actor.
        Invalid: As for `RecordGame`.
    """

    permission = "ladders.record"
    personal = ("reason",)
    shown = ("reason",)

    game: GameId
    sides: Sides
    reason: Reason


@frozen
class AnnulGame(TextCommand[Game]):
    """Let a game not count; all that was played after it counts anew. Repeated, it changes nothing.

    Attributes:
        game: The game.
        reason: Why, for all who see the game.

    Raises:
        NotFound: There is no such game for this actor.
    """

    permission = "ladders.record"
    personal = ("reason",)
    shown = ("reason",)

    game: GameId
    reason: Reason


@frozen
class ReadGame(Query[Game]):
    """Read one game.

    Raises:
        NotFound: There is no such game for this actor.
    """

    permission = "ladders.read"

    game: GameId


@frozen
class ListGames(Query[Page[Game]]):
    """List the games of a ladder, the last played first, whether they count or not.

    Attributes:
        ladder: The ladder.
        member: Only the games of this member.
        after: The `next` of the page before.
        limit: Games on a page, 1 to 100.

    Raises:
        NotFound: There is no such ladder or member for this actor.
    """

    permission = "ladders.read"
    personal = ()

    ladder: LadderId
    member: MemberId | None = field(default=None, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
