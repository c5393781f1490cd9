"""Why two entrants meet, from the board; no database."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from commkit_tournaments.brackets.records import (
    NOBODY,
    BracketMatch,
    Feed,
    Format,
    Placed,
    Source,
    Stage,
)
from commkit_tournaments.brackets.standings.policy import swiss_table

RULES: Mapping[Stage, str] = {
    Stage.WINNERS: "Winners meet winners; the best seeds as late as possible.",
    Stage.LOSERS: "Who lost once meets who lost once; those who met above as late as possible.",
    Stage.FINAL: "The winners of both brackets meet; who comes from the losers' bracket must win twice, with a reset.",
    Stage.THIRD_PLACE: "Those who lost the semi-finals meet.",
    Stage.TABLE: "Everybody meets everybody, by the circle method.",
    Stage.GROUP: "Everybody of a group meets everybody; seeds go through the groups to and fro.",
}
SWISS = (
    "Those with about as many points meet who have not met, the upper half of a score group the lower half; a rematch "
    "or a second bye only where there is no round without."
)


@frozen
class PairedSide:
    """A side of a match, and why.

    Attributes:
        seed: The seed; None where it is not known yet, 0 for nobody.
        points: The points before the round; of Swiss rounds, else 0.
        reason: Why, a few words.
    """

    seed: int | None
    points: int
    reason: str


def rule_of(format: Format, stage: Stage) -> str:
    """How a part of a tournament is paired, in one sentence."""
    return SWISS if format is Format.SWISS else RULES[stage]


def sides_of(
    format: Format, match: BracketMatch, matches: Sequence[BracketMatch], *, size: int
) -> tuple[tuple[PairedSide, PairedSide], bool]:
    """Why each side of a match is there, and whether the two met in an earlier Swiss round.

    Args:
        format: How the tournament is played.
        match: The match.
        matches: All matches of the tournament.
        size: How many entrants there are.
    """
    if format is not Format.SWISS:
        first, second = (
            PairedSide(side, 0, words_of(feed))
            for side, feed in zip(match.sides, match.node.feeds, strict=True)
        )
        return (first, second), False
    earlier = [each for each in matches if each.node.round < match.node.round]
    points = {line.seed: line.points for line in swiss_table(range(1, size + 1), earlier)}
    first, second = (_swiss_side(side, points) for side in match.sides)
    met = any(set(each.sides) == set(match.sides) and NOBODY not in each.sides for each in earlier)
    return (first, second), met


def _swiss_side(side: int | None, points: Mapping[int, int]) -> PairedSide:
    if not side:
        return PairedSide(side, 0, "nobody: the number of entrants is odd")
    return PairedSide(side, points[side], f"{points[side]} points before the round")


def words_of(feed: Feed) -> str:
    """Where a side comes from, in a few words."""
    if isinstance(feed, Source):
        return f"{'winner' if feed.winner else 'loser'} of {feed.match}"
    if isinstance(feed, Placed):
        return f"place {feed.place} of group {feed.group}"
    return f"seed {feed}" if feed else "nobody: a bye"
