"""Notifications about contests; none of them names who entered."""

from collections.abc import Callable, Iterable

from commkit import Context, Delivery, MemberId
from commkit.notifications import notify
from commkit_contests.contests import statements as sql
from commkit_contests.contests.records import Contest, ContestId, ContestState
from commkit_contests.entries import statements as entry_sql
from commkit_contests.facts import (
    ContestJudgeAdded,
    ContestReopened,
    ContestResultPublished,
    ContestStateChanged,
)
from commkit_contests.feature import contest_feature

_TO_JUDGE = "contests.to_judge"


@contest_feature.subscribes_to(ContestStateChanged)
def ask_judges(delivery: Delivery, fact: ContestStateChanged) -> None:
    """Ask all judges of a contest whose entries are complete."""
    if fact.after is ContestState.JUDGING:
        _notify(delivery, _TO_JUDGE, fact.contest, lambda context: _judges(context, fact.contest))


@contest_feature.subscribes_to(ContestJudgeAdded)
def ask_judge(delivery: Delivery, fact: ContestJudgeAdded) -> None:
    """Ask who was added while the others mark already."""

    def wanted(context: Context) -> Iterable[MemberId]:
        judging = context.get(Contest, fact.contest).state is ContestState.JUDGING
        return (fact.member,) if judging else ()

    _notify(delivery, _TO_JUDGE, fact.contest, wanted)


@contest_feature.subscribes_to(ContestResultPublished)
def tell_of_result(delivery: Delivery, fact: ContestResultPublished) -> None:
    """Tell all who entered or judged."""
    _notify(delivery, "contests.published", fact.contest, lambda context: _everybody(context, fact.contest))


@contest_feature.subscribes_to(ContestReopened)
def tell_of_reopening(delivery: Delivery, fact: ContestReopened) -> None:
    """Tell the same."""
    _notify(delivery, fact.name, fact.contest, lambda context: _everybody(context, fact.contest))


def _judges(context: Context, contest: ContestId) -> list[MemberId]:
    return [its.member for its in context.rows(sql.JUDGES, contest=contest)]


def _everybody(context: Context, contest: ContestId) -> set[MemberId]:
    return {
        *_judges(context, contest),
        *(author for (author,) in context.rows(entry_sql.AUTHORS, contest=contest)),
    }


def _notify(
    delivery: Delivery, kind: str, contest: ContestId, to: Callable[[Context], Iterable[MemberId]]
) -> None:
    with delivery.context(once=True) as context:
        notify(context, kind, to(context), record=Contest.__name__, object=contest)
