"""How the numbers of idea calls are read."""

from commkit import Context
from commkit.statistics import median_wait, share_of
from commkit.storage import EARLIEST
from commkit_internal.idea_calls.feature import idea_feature
from commkit_internal.idea_calls.numbers import statements as sql
from commkit_internal.idea_calls.numbers.messages import ReadIdeaNumbers
from commkit_internal.idea_calls.numbers.records import IdeaNumbers


@idea_feature.handles(ReadIdeaNumbers)
def read_idea_numbers(context: Context, query: ReadIdeaNumbers) -> IdeaNumbers:
    """One statement; authors of merged ideas count as authors, and their ideas as the one they were merged into."""
    rows = context.rows(sql.ROWS, since=query.since or EARLIEST)
    standing = [row[3:] for row in rows if row[2] is None]
    promised = [
        replied is not None and replied <= report_by
        for _, _, replied, report_by in standing
        if replied is not None or report_by < context.now
    ]
    return IdeaNumbers(
        calls=len({row[0] for row in rows}),
        ideas=len(standing),
        authors=len({row[1] for row in rows if row[1] is not None}),
        replied_in_time=share_of(sum(promised), len(promised)),
        time_to_decision=median_wait(
            (decided - submitted for submitted, decided, _, _ in standing if decided is not None),
            (context.now - submitted for submitted, decided, _, _ in standing if decided is None),
        ),
    )
