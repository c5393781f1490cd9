"""How the numbers are read."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from commkit import Context, MemberId
from commkit.statistics import MedianWait, gini, median_wait, share_of
from commkit_matching.feature import matching_feature
from commkit_matching.matches.records import Answer
from commkit_matching.numbers import statements as sql
from commkit_matching.numbers.messages import ReadMatchingNumbers
from commkit_matching.numbers.policy import in_batches
from commkit_matching.numbers.records import MatchingNumbers
from commkit_matching.policy import SMALLEST_GROUP
from commkit_matching.requests.queries import declared_kind


@matching_feature.handles(ReadMatchingNumbers)
def read_matching_numbers(context: Context, query: ReadMatchingNumbers) -> MatchingNumbers:
    """Three statements."""
    kind = declared_kind(context, query.kind)
    rows = context.rows(sql.REQUESTS, kind=kind.name)
    enough = len({member for member, *_ in rows}) >= SMALLEST_GROUP
    answers: Sequence[Answer] = in_batches(context.rows(sql.ANSWERS, kind=kind.name))
    exposure = Counter[MemberId]()
    for member, proposals in context.rows(sql.EXPOSURE, kind=kind.name):
        exposure[member] += proposals
    exposed = exposure if len(exposure) >= SMALLEST_GROUP else Counter[MemberId]()
    return MatchingNumbers(
        kind=kind.name,
        requests=len(rows),
        matched=share_of(sum(row[2] is not None for row in rows), len(rows)) if enough else None,
        time_to_match=_time_to_match(context, rows) if enough else None,
        accepted=share_of(sum(answer is not Answer.DECLINED for answer in answers), len(answers)),
        exposure=gini(exposed.values()),
        exposed=len(exposure),
    )


def _time_to_match(context: Context, rows: list[tuple[Any, ...]]) -> MedianWait:
    return median_wait(
        (matched - asked for _, asked, matched, _ in rows if matched is not None),
        ((closed or context.now) - asked for _, asked, matched, closed in rows if matched is None),
    )
