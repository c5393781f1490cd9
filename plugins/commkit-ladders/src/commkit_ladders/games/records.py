"""Games of ladders."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

import attrs
from attrs import field, frozen

from commkit import Fact, FieldError, Invalid, Items, MemberId
from commkit_ladders.ladders.records import LadderId
from commkit_ladders.policy import ForeignKey

GameId = NewType("GameId", UUID)
"""The id of a game."""

MAX_SIDES = 64
MAX_PLAYERS = 64


class GameState(StrEnum):
    """Whether a game counts."""

    REPORTED = "reported"
    """A player reported it; other sides have not confirmed it yet."""
    DISPUTED = "disputed"
    """A player of another side says that it was not so; who may record results decides."""
    COUNTED = "counted"
    """It counts."""
    ANNULLED = "annulled"
    """It does not count any more."""


@frozen
class GameSide:
    """One side of a game: a player, or a team.

    Attributes:
        members: Who played.
        rank: How it ended for them: 1 is best, equal ranks are a draw.
    """

    members: Annotated[tuple[MemberId, ...], Items(max=MAX_PLAYERS)]
    rank: int


@frozen(kw_only=True)
class Game:
    """A game of a ladder.

    Attributes:
        id: Its id.
        ladder: The ladder.
        at: When it was played.
        state: Whether it counts.
        sides: Who played, and how it ended.
        season: The season that it counted in; None before it was counted.
        source: Where it comes from: the name of a declared source, `import`, or empty for members here.
        recorded_by: Who recorded or reported it; None for the host.
        recorded_at: When.
        confirmed: The players who say that the result is right.
        dispute: What who disputed it says; for its players and those who may record results alone.
        decided_at: When it was corrected or annulled last; None where it never was.
        reason: Why it was.
    """

    id: GameId
    ladder: LadderId
    at: datetime
    state: GameState
    sides: tuple[GameSide, ...]
    season: int | None
    source: str
    recorded_by: MemberId | None
    recorded_at: datetime
    confirmed: tuple[MemberId, ...]
    dispute: str
    decided_at: datetime | None
    reason: str


@frozen(kw_only=True)
class GameDraft:
    """A game of another system, as it is imported.

    Attributes:
        key: What it is called there; taken once.
        sides: Who played, and how it ended.
        at: When it was played.
    """

    key: ForeignKey
    sides: Annotated[tuple[GameSide, ...], Items(max=MAX_SIDES)]
    at: datetime


@frozen(kw_only=True)
class SkillChange:
    """What a game changed for one player: one line of why their skill is what it is.

    Attributes:
        game: The game.
        at: When it was played.
        rank: The rank of their side; 1 is best.
        season: The season of the game.
        before: The skill as it was shown just before the game, with idle weeks and the end of seasons.
        after: The skill as it was shown after it.
        sigma_before: How unsure the skill was before.
        sigma_after: How unsure it was after it.
        idle_weeks: Whole weeks without a game before it, which made the skill less sure.
        division: The division after it.
    """

    game: GameId
    at: datetime
    rank: int
    season: int
    before: float
    after: float
    sigma_before: float
    sigma_after: float
    idle_weeks: int
    division: str


@frozen(kw_only=True)
class ResultSource:
    """Facts of another plugin that are results of games; a type or a feature declares it.

    Each thing is one game, however often it is told of: where a later fact tells another result, the game is corrected;
    where a fact of `taken_back_by` tells of it, it is annulled.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        ladder: The key of the ladder on which it counts. Nothing counts where there is no such ladder, or it is closed.
        fact: The fact.
        about: The field, of all its facts, with the id of the thing, such as a match.
        sides: The field with the players: a tuple of tuples of member ids.
        ranks: The field with the rank of each side: a tuple of numbers, 1 is best, equal ones are a draw. A result
            with less than two sides, with a side of nobody, or with a player on two sides is passed over.
        at: The field with the moment at which it was played; the moment of the fact where that is None.
        where: The fields whose values decide whether it counts, with the values with which it does, such as
            `{"how": ("played",)}`, so that who won without playing gains nothing. Where a later fact of the thing has
            another value, the game is annulled.
        taken_back_by: The facts that take it back.

    Raises:
        Invalid: A fact has no such field (`ladders.bad_source`); with all faults.
    """

    name: str
    ladder: str
    fact: type[Fact]
    about: str
    sides: str = "sides"
    ranks: str = "ranks"
    at: str | None = None
    where: Mapping[str, tuple[str, ...]] = field(factory=dict)
    taken_back_by: tuple[type[Fact], ...] = ()

    def __attrs_post_init__(self) -> None:
        wanted = [(self.fact, name) for name in (self.about, self.sides, self.ranks, self.at) if name]
        wanted += [(self.fact, name) for name in self.where]
        wanted += [(fact, self.about) for fact in self.taken_back_by]
        faults = [
            FieldError("fact", "no_such_field", f"{fact.__name__} has no field {name!r}")
            for fact, name in wanted
            if name not in attrs.fields_dict(fact)
        ]
        if faults:
            raise Invalid(faults, code="ladders.bad_source")

    @property
    def facts(self) -> tuple[type[Fact], ...]:
        """The facts that give it and take it back."""
        return (self.fact, *self.taken_back_by)
