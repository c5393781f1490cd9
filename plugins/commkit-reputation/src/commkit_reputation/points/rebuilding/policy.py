"""What the sums of a member come to by the ledger, and what differs from what is stored; no database."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from commkit import MemberId
from commkit_reputation.points.policy import points_of_day
from commkit_reputation.points.records import Difference
from commkit_reputation.policy import Period, period_start


@frozen
class DaySums:
    """What the ledger comes to on one day.

    Attributes:
        day: The day.
        capped: Points under the cap.
        free: Other points.
        positive: Evidence for the member.
        negative: Evidence against them.
    """

    day: date
    capped: int
    free: int
    positive: int
    negative: int


Days = Mapping[date, tuple[int, int, int]]
"""Capped, free and counted points by day."""
Scores = Mapping[tuple[str, date], tuple[int, int, int]]
"""Points, positive and negative evidence by period and first day."""


def sums_of(days: Iterable[DaySums], per_day: int | None) -> tuple[Days, Scores]:
    """What is to be stored of a member.

    Args:
        days: What the ledger comes to.
        per_day: The cap of a day.
    """
    found: dict[date, tuple[int, int, int]] = {}
    scores: dict[tuple[str, date], tuple[int, int, int]] = {}
    for each in days:
        points = points_of_day(each.capped, each.free, per_day)
        found[each.day] = each.capped, each.free, points
        for period in Period:
            key = period.value, period_start(period, each.day)
            known = scores.get(key, (0, 0, 0))
            scores[key] = known[0] + points, known[1] + each.positive, known[2] + each.negative
    return found, scores


def differences(
    member: MemberId, before: tuple[Days, Scores], after: tuple[Days, Scores]
) -> Iterator[Difference]:
    """What is stored and is not what the ledger comes to; a row of zeros is as good as none.

    Args:
        member: Whose.
        before: What is stored.
        after: What the ledger comes to.
    """
    for day in sorted({*before[0], *after[0]}):
        old, new = before[0].get(day, (0, 0, 0)), after[0].get(day, (0, 0, 0))
        if old != new:
            yield Difference(member=member, what="day", start=day, before=old[2], after=new[2])
    for period, start in sorted({*before[1], *after[1]}):
        old, new = before[1].get((period, start), (0, 0, 0)), after[1].get((period, start), (0, 0, 0))
        if old != new:
            yield Difference(member=member, what=period, start=start, before=old[0], after=new[0])
