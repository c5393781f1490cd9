"""What is shown of a map: what tells groups apart, consensus, and nothing about too few people; no database.

Source: the Polis method, as in C. Small et al., "Polis: Scaling Deliberation by Mapping High Dimensional Opinion
Spaces" (Recerca 26, 2021); the two-proportion z-test is the pooled one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt

from attrs import frozen

from commkit_opinion.maps.records import ConsensusStatement, RepresentativeStatement, Stance
from commkit_opinion.maps.runs.records import MapCount, MapGroup, MapProblem, MapRun
from commkit_opinion.proposing.records import OpinionStatement, StatementId

SIGNIFICANT = 1.2816
"""The quantile of the standard normal distribution at 90 %."""
MOST_REPRESENTATIVE = 5
MOST_CONSENSUS = 10
METHOD = (
    "Votes are agree 1, disagree -1, pass 0. Who voted on fewer than 7 statements, or on fewer than all where there "
    "are fewer, has no place. Principal components of the votes, missing ones at the mean of their statement; each "
    "place is scaled by the root of statements / own votes. Groups by k-means on the first two components, 2 to 5 of "
    "them by the mean silhouette; another number must win 3 runs in a row. The most voted statement lies to the right."
)
_ALWAYS: tuple[str, ...] = (
    "It describes those who voted, who are not a random sample of anybody.",
    "Two coordinates keep a part of how people differ; who stands near each other may still disagree.",
)


@frozen
class Cell:
    """How some people voted on a statement.

    Attributes:
        agrees: How many agree.
        disagrees: How many disagree.
        passes: How many passed.
    """

    agrees: int = 0
    disagrees: int = 0
    passes: int = 0

    @property
    def voters(self) -> int:
        """How many voted."""
        return self.agrees + self.disagrees + self.passes

    def plus(self, other: "Cell") -> "Cell":
        """Both together."""
        return Cell(self.agrees + other.agrees, self.disagrees + other.disagrees, self.passes + other.passes)

    def count(self, stance: Stance) -> int:
        """How many say so."""
        return self.agrees if stance is Stance.AGREE else self.disagrees

    def share(self, stance: Stance) -> float:
        """How likely somebody says so, with the pseudo-counts of the method: (said so + 1) / (voted + 2)."""
        return (self.count(stance) + 1) / (self.voters + 2)


def two_proportions_z(hits: int, n: int, other_hits: int, other_n: int) -> float:
    """The statistic of the pooled two-proportion z-test, with the pseudo-counts +1 and +2 in both samples.

    Args:
        hits: Hits of the first sample.
        n: Its size.
        other_hits: Hits of the second sample.
        other_n: Its size.
    """
    hits, other_hits, n, other_n = hits + 1, other_hits + 1, n + 2, other_n + 2
    pooled = (hits + other_hits) / (n + other_n)
    return (hits / n - other_hits / other_n) / sqrt(pooled * (1 - pooled) * (1 / n + 1 / other_n))


def told_places(sizes: Sequence[int], *, threshold: int, untold: Iterable[int] = ()) -> frozenset[int]:
    """Of which parts of a total something is told, beside the total itself.

    What is not told could be computed as the total less the rest; so the smallest ones are left out until that is
    nobody, or at least `threshold` people.

    Args:
        sizes: How many people each part has.
        threshold: How many a part needs.
        untold: The places of parts that are not told in any case.

    Returns:
        Their places among the sizes.
    """
    hidden = {place for place, size in enumerate(sizes) if size < threshold} | set(untold)
    others = sorted((size, place) for place, size in enumerate(sizes) if place not in hidden)
    while others and 0 < sum(sizes[place] for place in hidden) < threshold:
        hidden.add(others.pop(0)[1])
    return frozenset(place for _, place in others)


def shown_groups(groups: Sequence[MapGroup], *, threshold: int) -> tuple[MapGroup, ...]:
    """The groups that are shown, beside the number of all people with a place: none where there are no two of them."""
    told = told_places([group.size for group in groups], threshold=threshold)
    return tuple(group for place, group in enumerate(groups) if place in told) if len(told) > 1 else ()


def told_cells(
    counts: Iterable[MapCount], shown: Iterable[MapGroup], *, threshold: int
) -> dict[StatementId, dict[int, Cell]]:
    """How each group voted on each statement, where that may be told, by the numbers of the groups."""
    numbers = {group.number for group in shown}
    cells: dict[StatementId, dict[int, Cell]] = defaultdict(dict)
    for count in counts:
        cells[count.statement][count.number] = Cell(count.agrees, count.disagrees, count.passes)
    found: dict[StatementId, dict[int, Cell]] = {}
    for statement, by_number in cells.items():
        of = sorted(by_number)
        told = told_places(
            [by_number[number].voters for number in of],
            threshold=threshold,
            untold=[place for place, number in enumerate(of) if number not in numbers],
        )
        found[statement] = {of[place]: by_number[of[place]] for place in told}
    return found


def representative_of(
    group: int,
    cells: Mapping[StatementId, Mapping[int, Cell]],
    statements: Mapping[StatementId, OpinionStatement],
) -> tuple[RepresentativeStatement, ...]:
    """The statements that tell a group from the others, the highest ratio first; those that the z-test keeps.

    Args:
        group: The number of the group.
        cells: How the groups voted, as far as it may be told.
        statements: The statements that the reader sees.
    """
    found = [
        one
        for id, by_number in cells.items()
        if id in statements and group in by_number and len(by_number) > 1
        for one in _stances(statements[id], group, by_number)
    ]
    found.sort(key=lambda one: (-one.ratio, -one.z, one.statement.number))
    return tuple(found[:MOST_REPRESENTATIVE])


def _stances(
    statement: OpinionStatement, group: int, by_number: Mapping[int, Cell]
) -> Iterator[RepresentativeStatement]:
    inside, outside = by_number[group], Cell()
    for number, cell in by_number.items():
        if number != group:
            outside = outside.plus(cell)
    for stance in Stance:
        z = two_proportions_z(inside.count(stance), inside.voters, outside.count(stance), outside.voters)
        if z > SIGNIFICANT:
            share, others = inside.share(stance), outside.share(stance)
            yield RepresentativeStatement(
                statement=statement,
                stance=stance,
                share=share,
                others=others,
                ratio=share / others,
                z=z,
                voters=inside.voters,
                other_voters=outside.voters,
            )


def consensus_of(
    groups: int,
    cells: Mapping[StatementId, Mapping[int, Cell]],
    statements: Mapping[StatementId, OpinionStatement],
) -> tuple[ConsensusStatement, ...]:
    """The statements on which all groups say the same, by the lowest share of a group, as far as that is over a half.

    Args:
        groups: How many groups are shown; a statement of which fewer are told is left out.
        cells: How the groups voted, as far as it may be told.
        statements: The statements that the reader sees.
    """
    found = [
        ConsensusStatement(
            statement=statements[id],
            stance=stance,
            lowest=lowest,
            voters=sum(cell.voters for cell in by_number.values()),
            groups=groups,
        )
        for id, by_number in cells.items()
        if id in statements and len(by_number) == groups > 0
        for stance in Stance
        if (lowest := min(cell.share(stance) for cell in by_number.values())) > 1 / 2
    ]
    found.sort(key=lambda one: (-one.lowest, one.statement.number))
    return tuple(found[:MOST_CONSENSUS])


def limits_of(run: MapRun | None, *, groups: int, hidden: int, threshold: int) -> tuple[str, ...]:
    """What a map does not say, in sentences.

    Args:
        run: The last run; None before the first one.
        groups: How many groups are shown.
        hidden: How many are not.
        threshold: How many people a number must be about.
    """
    found = list(_ALWAYS)
    if run is None:
        found.insert(0, "No map was computed yet: the worker does it some minutes after the first votes.")
    elif run.problem is MapProblem.NO_EXTRA:
        found.insert(
            0, "The map needs the extra: pip install 'commkit-opinion[map]'; all people count as one."
        )
    elif run.problem is MapProblem.TOO_MANY_PEOPLE:
        found.insert(0, "More people voted than the settings allow a map of; all of them count as one.")
    elif not groups:
        found.insert(0, "There are no two groups that can be shown; all people count as one.")
    if hidden:
        found.append(
            f"Groups of fewer than {threshold} people are not shown, nor what would tell of them; the others are "
            "compared with each other alone."
        )
    return tuple(found)
