"""How the numbers of the desk are read."""

from datetime import timedelta

from commkit import Context
from commkit.storage import EARLIEST
from commkit_articles.desk.feature import desk_feature
from commkit_articles.numbers import statements as sql
from commkit_articles.numbers.messages import ReadDeskNumbers
from commkit_articles.numbers.records import DeskNumbers, StateCount


@desk_feature.handles(ReadDeskNumbers)
def read_desk_numbers(context: Context, query: ReadDeskNumbers) -> DeskNumbers:
    """Three statements, however many articles there are."""
    since = query.since or EARLIEST
    states = [StateCount(state, count) for state, count in context.rows(sql.BY_STATE, since=since)]
    ((published, corrections, corrected),) = context.rows(sql.CORRECTED, since=since)
    times = [end - start for start, end in context.rows(sql.MIDDLE, since=since)]
    return DeskNumbers(
        by_state=tuple(sorted(states, key=lambda count: count.state.value)),
        published=published,
        lead_time=sum(times, timedelta()) / len(times) if times else None,
        corrected=corrected,
        corrections=corrections,
        corrections_per_article=corrections / published if published else None,
    )
