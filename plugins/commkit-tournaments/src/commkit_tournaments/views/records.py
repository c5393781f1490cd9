"""A bracket and its numbers, as data."""

from datetime import datetime

from attrs import frozen

from commkit.statistics import Share
from commkit_tournaments.brackets.records import Stage
from commkit_tournaments.entries.records import EntrantLine
from commkit_tournaments.matches.records import TournamentMatch
from commkit_tournaments.setup.records import EntrantId, Tournament


@frozen
class SideSource:
    """Where a side of a match comes from.

    Attributes:
        match: The key of a match whose winner or loser it is; empty where it is none.
        winner: Whether its winner; else its loser.
        group: The number of a group whose place it is; 0 where it is none.
        place: The place of that group.
        seed: The seed that stands there from the start; 0 where it is none, or nobody.
    """

    match: str
    winner: bool
    group: int
    place: int
    seed: int


@frozen
class DrawnMatch:
    """A match in a bracket.

    Attributes:
        match: The match.
        sources: Where its two sides come from, the first one first.
        group: The number of its group; 0 for none.
    """

    match: TournamentMatch
    sources: tuple[SideSource, ...]
    group: int


@frozen
class StandingLine:
    """Where an entrant stands; what the numbers mean is said in `commkit_tournaments.brackets`.

    Attributes:
        place: The place, from 1; entrants of an elimination who went out in one round share it.
        entrant: The entrant.
        group: The number of its group; 0 for none.
        played: Matches that ended, without byes.
        wins: Matches won.
        draws: Matches drawn.
        losses: Matches lost.
        points: 2 for a win or a bye, 1 for a draw; of tables.
        head_to_head: Points against those with as many points; of round robins.
        buchholz: The points of all opponents together; of Swiss rounds.
        median: The same without the best and the worst of them, where there are at least three.
        opponents_wins: The matches that all opponents won, together.
        difference: The own scores less those of the opponents.
    """

    place: int
    entrant: EntrantId
    group: int
    played: int
    wins: int
    draws: int
    losses: int
    points: int
    head_to_head: int
    buchholz: int
    median: int
    opponents_wins: int
    difference: int


@frozen
class Bracket:
    """A tournament as it is drawn: nothing else has to be asked for.

    Attributes:
        tournament: The tournament.
        entrants: Who takes part, the best seed first.
        matches: All matches that are known, in an order in which they can be played.
        standings: Who stands where, the best first.
        stages: The parts of the tournament that have matches, in this order.
        may: The outside names of the commands that the reader may send about the tournament now.
    """

    tournament: Tournament
    entrants: tuple[EntrantLine, ...]
    matches: tuple[DrawnMatch, ...]
    standings: tuple[StandingLine, ...]
    stages: tuple[Stage, ...]
    may: frozenset[str]


@frozen
class TournamentNumbers:
    """The numbers of tournaments that were made in a time, as they are now.

    Attributes:
        since: From when on; None for all of them.
        tournaments: How many.
        finished: Those that have a winner.
        cancelled: Those that were called off.
        entrants: Entrants of all of them.
        started: Entrants of those that started, drop-outs before the start left out.
        no_shows: Those of them who did not check in.
        no_show_share: `no_shows` among `started`, with its sample size and interval (Wilson, 95 %); None for no sample.
        drop_outs: Entrants who dropped out.
        matches: Matches with two sides that ended.
        played: Those of them that were played.
        decided: Those that a judge decided about.
        decided_share: `decided` among `matches`, with its sample size and interval; None for no sample.
    """

    since: datetime | None
    tournaments: int
    finished: int
    cancelled: int
    entrants: int
    started: int
    no_shows: int
    no_show_share: Share | None
    drop_outs: int
    matches: int
    played: int
    decided: int
    decided_share: Share | None
