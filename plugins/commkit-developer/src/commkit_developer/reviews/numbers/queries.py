"""How the numbers of reviews are read."""

from collections import defaultdict
from datetime import datetime, timedelta

from commkit import Context
from commkit.statistics import share_of
from commkit.storage import EARLIEST
from commkit_developer.closing.queries import votes_after
from commkit_developer.reviews.feature import review_feature
from commkit_developer.reviews.messages import ReadReviewNumbers
from commkit_developer.reviews.numbers import statements as sql
from commkit_developer.reviews.records import ReviewNumbers, ReviewQueue, ReviewQueueNumbers


@review_feature.handles(ReadReviewNumbers)
def read_review_numbers(context: Context, query: ReadReviewNumbers) -> ReviewNumbers:
    """Five statements, each for all queues."""
    since = query.since or EARLIEST
    waiting = context.rows(sql.WAITING, now=context.now, votes_after=votes_after(context))
    open = {queue: (count, context.now - oldest) for queue, count, oldest, _ in waiting}
    ended = {queue: (decided, gone) for queue, decided, gone in context.rows(sql.COUNTS, since=since)}
    audits = {queue: share_of(passed, all) for queue, passed, all in context.rows(sql.AUDITS, since=since)}
    medians = _medians(context, since)
    ((paused,),) = context.rows(sql.COUNT_PAUSED, now=context.now)
    queues = []
    for queue in ReviewQueue:
        count, oldest = open.get(queue, (0, None))
        decided, gone = ended.get(queue, (0, 0))
        queues.append(
            ReviewQueueNumbers(
                queue=queue,
                open=count,
                oldest=oldest,
                decided=decided,
                median_decision=medians.get(queue),
                withdrawn=gone,
                audits_passed=audits.get(queue),
            )
        )
    return ReviewNumbers(queues=tuple(queues), paused=paused)


def _medians(context: Context, since: datetime) -> dict[ReviewQueue, timedelta]:
    times: dict[ReviewQueue, list[timedelta]] = defaultdict(list)
    for queue, opened, closed in context.rows(sql.MIDDLE_DECISIONS, since=since):
        times[queue].append(closed - opened)
    return {queue: sum(middle, timedelta()) / len(middle) for queue, middle in times.items()}
