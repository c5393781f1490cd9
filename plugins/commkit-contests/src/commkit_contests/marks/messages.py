"""Commands and queries of marks."""

from typing import Annotated

from attrs import frozen

from commkit import Command, Items, Query
from commkit_contests.entries.records import ContestEntryId
from commkit_contests.marks.records import ContestMark
from commkit_contests.policy import JUDGE, MAX_CRITERIA, READ

Marks = Annotated[tuple[int, ...], Items(max=MAX_CRITERIA)]


@frozen
class MarkContestEntry(Command[tuple[ContestMark, ...]]):
    """Mark an entry by all criteria of its contest; again, it replaces the earlier marks.

    Nobody else sees them until all marks are final.

    Attributes:
        entry: The entry.
        marks: A mark for each criterion, in the order of the criteria.

    Raises:
        NotFound: There is no such entry for this actor.
        Denied: One does not judge the contest (`contests.no_judge`), or is too close to the entry
            (`contests.conflict_of_interest`).
        Conflict: Judges do not mark (`contests.state`, `contests.marks_over`), or entries for calibration come first
            (`contests.calibrate_first`).
        Invalid: A mark is missing, or not on the scale.
    """

    permission = JUDGE

    entry: ContestEntryId
    marks: Marks


@frozen
class RecuseFromContestEntry(Command[None]):
    """Say that one is too close to an entry to mark it; one's marks of it are deleted, and it stays so.

    Raises:
        NotFound: There is no such entry for this actor.
        Denied: One does not judge the contest (`contests.no_judge`).
        Conflict: Judges do not mark (`contests.state`, `contests.marks_over`), or it is for calibration
            (`contests.calibration_entry`).
    """

    permission = JUDGE

    entry: ContestEntryId


@frozen
class ListContestMarks(Query[tuple[ContestMark, ...]]):
    """The marks of an entry: one's own; once marks are final, for judges and who runs the contest, those of all.

    Raises:
        NotFound: There is no such entry for this actor.
    """

    permission = READ

    entry: ContestEntryId
