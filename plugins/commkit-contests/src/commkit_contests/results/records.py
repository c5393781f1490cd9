"""What the marks of an entry come to, and why it has its place."""

from attrs import frozen

from commkit_contests.contests.records import Calibration, ContestTieRule
from commkit_contests.entries.records import ContestEntry, ContestEntryId


@frozen
class ContestPart:
    """What one judge gave an entry, without saying who.

    Attributes:
        entry: The entry.
        number: Its position among those of the entry, the lowest mark first, from 1.
        mark: The mean of the judge's marks, by the weights of the criteria.
        counted: What it counts for once judges are made comparable.
    """

    entry: ContestEntryId
    number: int
    mark: float
    counted: float


@frozen
class PlaceExplanation:
    """Why an entry has its place.

    Attributes:
        entry: The entry, with its score and place.
        placed: How many entries have a place.
        parts: What each judge gave it, the lowest mark first, without saying who.
        marks_needed: How many judges must have marked it for it to have a place.
        calibration: How judges were made comparable.
        ties: Who comes first of equals.
        sentences: The same for people, a sentence for each step.
    """

    entry: ContestEntry
    placed: int
    parts: tuple[ContestPart, ...]
    marks_needed: int
    calibration: Calibration
    ties: ContestTieRule
    sentences: tuple[str, ...]
