"""What comes of the computation of a map; plain values, without arrays."""

from attrs import frozen


@frozen(kw_only=True)
class Clustering:
    """How many groups there are, and which number of groups would replace that.

    Attributes:
        groups: How many groups are shown; 0 where nobody can be grouped.
        candidate: The number of groups that won the last runs instead; 0 for none.
        wins: How many runs in a row it won.
    """

    groups: int = 0
    candidate: int = 0
    wins: int = 0


@frozen
class ComputedPlace:
    """Where somebody stands on the map.

    Attributes:
        row: Their row in the matrix of votes.
        group: The number of their group, from 1.
        x: The first coordinate.
        y: The second coordinate.
    """

    row: int
    group: int
    x: float
    y: float


@frozen
class ComputedGroup:
    """A group of people who voted alike.

    Attributes:
        number: Its number, from 1.
        size: How many people are in it.
        x: The first coordinate of its centre.
        y: The second coordinate of its centre.
        spread: The root mean square of the distances of its people from its centre.
    """

    number: int
    size: int
    x: float
    y: float
    spread: float


@frozen
class ComputedCount:
    """How a group voted on a statement.

    Attributes:
        group: The number of the group; 0 for the people without a place.
        column: The column of the statement in the matrix of votes.
        agrees: How many agree.
        disagrees: How many disagree.
        passes: How many passed.
    """

    group: int
    column: int
    agrees: int
    disagrees: int
    passes: int


@frozen(kw_only=True)
class ComputedMap:
    """A map as it was computed.

    Attributes:
        clustering: How many groups there are, and what would replace that.
        places: Where each person stands who voted often enough.
        groups: The groups, by their number.
        counts: How each group voted on each statement, where anybody of it did.
        silhouettes: The mean silhouette of each number of groups that was tried.
    """

    clustering: Clustering
    places: tuple[ComputedPlace, ...]
    groups: tuple[ComputedGroup, ...]
    counts: tuple[ComputedCount, ...]
    silhouettes: dict[int, float]
