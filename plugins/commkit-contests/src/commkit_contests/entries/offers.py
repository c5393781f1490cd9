"""When it is offered to do something about an entry, besides the permission."""

from commkit import Context
from commkit_contests.contests.records import Contest, ContestState
from commkit_contests.entries.messages import WithdrawContestEntry
from commkit_contests.entries.records import ContestEntry
from commkit_contests.feature import contest_feature


@contest_feature.offers(WithdrawContestEntry, about=ContestEntry)
def can_be_withdrawn(context: Context, entry: ContestEntry) -> bool:
    """Before judging begins."""
    found = context.get(Contest, entry.contest)
    return found.state is ContestState.OPEN and context.now < found.enter_until
