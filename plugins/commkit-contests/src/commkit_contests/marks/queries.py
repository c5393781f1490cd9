"""How marks are read."""

from commkit import Context
from commkit_contests.entries.records import ContestEntry
from commkit_contests.feature import contest_feature
from commkit_contests.marks import statements as sql
from commkit_contests.marks.messages import ListContestMarks
from commkit_contests.marks.records import ContestMark


@contest_feature.handles(ListContestMarks)
def list_contest_marks(context: Context, query: ListContestMarks) -> tuple[ContestMark, ...]:
    """Load the entry, then those of its marks that the reader sees: at most 30 judges by 10 criteria."""
    return tuple(context.rows(sql.OF_ENTRY, entry=context.get(ContestEntry, query.entry).id))
