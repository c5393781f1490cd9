"""What the engine is told, and what it gives. Entrants are seeds: 1 is the best, 0 is nobody."""

from enum import StrEnum

from attrs import field, frozen

from commkit import FieldError, Invalid

NOBODY = 0
"""The side of a bye."""


class Format(StrEnum):
    """How a tournament is played."""

    SINGLE = "single"
    """Single elimination: who loses is out."""
    DOUBLE = "double"
    """Double elimination: who loses twice is out."""
    ROUND_ROBIN = "round_robin"
    """Everybody meets everybody."""
    SWISS = "swiss"
    """Rounds between entrants who stand alike and have not met."""
    GROUPS = "groups"
    """Round robins in groups, whose best play an elimination."""


class Stage(StrEnum):
    """The part of a tournament that a match is in."""

    WINNERS = "winners"
    """The bracket of those who have not lost; the only one of single elimination."""
    LOSERS = "losers"
    """The bracket of those who have lost once."""
    FINAL = "final"
    """The grand final of a double elimination, and its second match."""
    THIRD_PLACE = "third_place"
    """The match of those who lost the semi-finals."""
    TABLE = "table"
    """A round robin or a round of a Swiss tournament."""
    GROUP = "group"
    """A match in a group."""


class How(StrEnum):
    """How a match came to its end."""

    PLAYED = "played"
    """Both sides played."""
    FORFEIT = "forfeit"
    """One side gave it up."""
    NO_SHOW = "no_show"
    """One side did not come."""
    DECISION = "decision"
    """A judge decided it without a game."""
    WALK_OVER = "walk_over"
    """One side had dropped out before."""
    ABSENT = "absent"
    """Neither side came; of tables, where both lose."""
    BYE = "bye"
    """There was no other side."""


DERIVED = frozenset({How.WALK_OVER, How.BYE})
"""Ends that follow from drop-outs and the bracket, and are no results of their own."""


class BracketMatchState(StrEnum):
    """How far a match is, as the engine sees it."""

    WAITING = "waiting"
    """A side is not known yet."""
    READY = "ready"
    """It can be played."""
    DONE = "done"
    """It has an outcome."""
    BYE = "bye"
    """There is at most one side; nobody plays."""
    SKIPPED = "skipped"
    """It is not needed: the second match of a grand final that was won by who had not lost."""


@frozen(kw_only=True)
class Rules:
    """What a tournament is played by.

    Attributes:
        format: How it is played.
        third_place: Whether those who lost the semi-finals of a single elimination play for the third place.
        reset: Whether who comes from the losers' bracket must win the grand final twice.
        rounds: Rounds of a Swiss tournament; 0 for the smallest number that leaves one unbeaten, log2 rounded up.
        legs: How often everybody meets everybody in a round robin or a group, 1 or 2.
        groups: How many groups; 0 for groups of about four.
        advance: How many of each group go on.
        playoff: The elimination after the groups, `SINGLE` or `DOUBLE`.

    Raises:
        Invalid: A number is out of its range (`tournaments.bad_rules`).
    """

    format: Format = Format.SINGLE
    third_place: bool = False
    reset: bool = True
    rounds: int = 0
    legs: int = 1
    groups: int = 0
    advance: int = 2
    playoff: Format = Format.SINGLE

    def __attrs_post_init__(self) -> None:
        ranges = {"rounds": (0, 30), "legs": (1, 2), "groups": (0, 64), "advance": (1, 16)}
        faults = [
            FieldError(name, "out_of_range", f"give {low} to {high}")
            for name, (low, high) in ranges.items()
            if not low <= getattr(self, name) <= high
        ]
        if self.playoff not in (Format.SINGLE, Format.DOUBLE):
            faults.append(FieldError("playoff", "no_elimination", "give `single` or `double`"))
        if self.third_place and Format.DOUBLE in (self.format, self.playoff):
            faults.append(
                FieldError(
                    "third_place", "double", "who loses the losers' final is third already; leave it out"
                )
            )
        if faults:
            raise Invalid(faults, code="tournaments.bad_rules")


@frozen(kw_only=True)
class Outcome:
    """How a match ended.

    Attributes:
        sides: The two seeds that it is about. An outcome counts only for the match of these two.
        winner: Who won; None for a draw, and where neither came.
        scores: Games, goals or points of the two sides.
        how: How it ended.
    """

    sides: tuple[int, int]
    winner: int | None
    scores: tuple[int, int] = (0, 0)
    how: How = How.PLAYED

    @property
    def loser(self) -> int | None:
        """Who lost; None for a draw, and where neither came."""
        if self.winner is None:
            return None
        return self.sides[1] if self.winner == self.sides[0] else self.sides[0]


@frozen
class Source:
    """A side that is the winner or the loser of another match.

    Attributes:
        match: The key of that match.
        winner: Whether its winner; else its loser.
    """

    match: str
    winner: bool = True


@frozen
class Placed:
    """A side that is who ends at a place of a group.

    Attributes:
        group: The number of the group, from 1.
        place: The place, from 1.
    """

    group: int
    place: int


Feed = int | Source | Placed
"""Where a side of a match comes from: a seed, or what decides who it is."""


@frozen(kw_only=True)
class Node:
    """A match of a bracket before anything is played.

    Attributes:
        key: Its key, unique in the tournament and the same in each replay.
        stage: The part of the tournament.
        round: The round of that part, from 1.
        number: The number in the round, from 1.
        feeds: Where the two sides come from.
        group: The number of the group; 0 for none.
        level: How far who loses it has come; higher is further. 0 where who loses goes on.
        decides: Whether it may decide who wins the tournament.
        reset_of: The key of the match that makes it needed when its second side wins; empty where it is played anyway.
    """

    key: str
    stage: Stage
    round: int
    number: int
    feeds: tuple[Feed, Feed]
    group: int = 0
    level: int = 0
    decides: bool = False
    reset_of: str = ""


@frozen(kw_only=True)
class BracketMatch:
    """A match as the results so far have it.

    Attributes:
        node: Where it stands in the bracket.
        sides: The two seeds; None where one is not known yet, 0 for nobody.
        state: How far it is.
        outcome: How it ended; None while it has not, and for byes.
    """

    node: Node
    sides: tuple[int | None, int | None]
    state: BracketMatchState
    outcome: Outcome | None = None

    @property
    def winner(self) -> int | None:
        """Who goes on from here: None while that is open, and after a draw."""
        if self.state is BracketMatchState.BYE:
            return self.sides[0] or self.sides[1]
        return self.outcome.winner if self.outcome is not None else None

    @property
    def loser(self) -> int | None:
        """Who lost it: None while that is open, 0 after a bye."""
        if self.state is BracketMatchState.BYE:
            return NOBODY
        return self.outcome.loser if self.outcome is not None else None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to play here."""
        return self.state in (BracketMatchState.DONE, BracketMatchState.BYE, BracketMatchState.SKIPPED)


@frozen(kw_only=True)
class Standing:
    """Where an entrant stands.

    Attributes:
        place: The place, from 1; entrants of an elimination that went out in one round share it.
        seed: The entrant.
        group: The number of the group; 0 for none.
        played: Matches that ended, without byes.
        wins: Matches won, without byes.
        draws: Matches drawn.
        losses: Matches lost.
        points: 2 for a win or a bye, 1 for a draw; of matches of tables.
        head_to_head: Points against those with as many points; of round robins.
        buchholz: The points of all opponents together; of Swiss rounds.
        median: The same without the best and the worst of them, where there are at least three.
        opponents_wins: The matches that all opponents won, together.
        difference: The own scores less those of the opponents.
    """

    place: int
    seed: int
    group: int = 0
    played: int = 0
    wins: int = 0
    draws: int = 0
    losses: int = 0
    points: int = 0
    head_to_head: int = 0
    buchholz: int = 0
    median: int = 0
    opponents_wins: int = 0
    difference: int = 0


@frozen(kw_only=True)
class Board:
    """A tournament as the results so far have it: all that is needed to draw it.

    Attributes:
        matches: All matches that are known, in an order in which they can be played.
        standings: Who stands where, the best first; the place counts once the tournament is over.
        winner: Who has won; None while that is open, and where nobody takes part.
        finished: Whether nothing is left to play.
        voided: The keys of outcomes that do not count, as other entrants meet there by now.
    """

    matches: tuple[BracketMatch, ...]
    standings: tuple[Standing, ...]
    winner: int | None
    finished: bool
    voided: tuple[str, ...] = ()


@frozen(kw_only=True)
class Field:
    """Who takes part.

    Attributes:
        size: How many entrants; they are the seeds 1 to `size`.
        withdrawn: Seeds that dropped out, in this order: what they have not played goes to their opponents.
        late: Seeds that entered a running Swiss tournament, with the round from which they play.
        pairings: Rounds of a Swiss tournament that are paired already; the second of a pair is 0 for a bye.
    """

    size: int
    withdrawn: tuple[int, ...] = ()
    late: dict[int, int] = field(factory=dict)
    pairings: tuple[tuple[tuple[int, int], ...], ...] = ()
