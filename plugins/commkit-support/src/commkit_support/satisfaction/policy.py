"""The months of satisfaction, and what may be told of them; no database."""

from collections.abc import Mapping
from datetime import date

from commkit.statistics import share_of
from commkit_support.numbers.policy import NEIGHBOUR, SMALLEST_GROUP, TOO_FEW, shown_groups
from commkit_support.satisfaction.records import AnsweredBy, GroupSatisfaction, Satisfaction

Counts = tuple[int, int, int, int]
"""Who was asked, who answered, who was satisfied, and the sum of the scores."""

NOT_YET = "askers of this month can still answer; it is told afterwards"


def satisfaction_of(month: date, counts: Mapping[str, Counts], *, is_over: bool) -> Satisfaction:
    """What may be told of a month.

    Args:
        month: Its first day.
        counts: The counts of each sort of answer.
        is_over: Whether nobody can answer any more.
    """
    groups = {by.value: counts.get(by.value, (0, 0, 0, 0)) for by in AnsweredBy}
    asked, answered, satisfied, total = (sum(each[part] for each in groups.values()) for part in range(4))
    shown = shown_groups({name: each[1] for name, each in groups.items()})

    def told(name: str) -> GroupSatisfaction:
        group = groups[name]
        return _group(group, _why_not(group[1], is_over=is_over) or ("" if name in shown else NEIGHBOUR))

    return Satisfaction(
        month=month,
        all=_group((asked, answered, satisfied, total), _why_not(answered, is_over=is_over)),
        peer=told(AnsweredBy.PEER),
        staff=told(AnsweredBy.STAFF),
        other=told(AnsweredBy.OTHER),
    )


def _why_not(answered: int, *, is_over: bool) -> str:
    if not is_over:
        return NOT_YET
    return TOO_FEW if answered < SMALLEST_GROUP else ""


def _group(counts: Counts, withheld: str) -> GroupSatisfaction:
    asked, answered, satisfied, total = counts
    return GroupSatisfaction(
        asked=asked,
        answered=None if withheld else answered,
        response=None if withheld else share_of(answered, asked),
        satisfied=None if withheld else share_of(satisfied, answered),
        mean=None if withheld else int(total) / answered,
        withheld=withheld,
    )
