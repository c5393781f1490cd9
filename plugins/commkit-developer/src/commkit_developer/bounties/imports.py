"""Bounties of another system: a closed history, in which nobody's points move.

Each stands as one that is over: its points count as given back, to whom they were never taken from, so no balance
changes. What was told of its end says which answer it was for, and who wrote that.
"""

from collections.abc import Sequence

from commkit import Context
from commkit.importers import ImportedBounty
from commkit_developer.bounties import statements as sql
from commkit_developer.bounties.feature import MOST_POINTS, BountySettings, bounty_feature
from commkit_developer.bounties.records import Bounty, BountyId, BountyState


@bounty_feature.imports(ImportedBounty)
def take_bounties(context: Context, bounties: Sequence[ImportedBounty]) -> list[str]:
    """Take offers and ends in the order of time: an end is that of the last offer for the same question."""
    order = sorted(range(len(bounties)), key=lambda place: (bounties[place].at, bounties[place].ended))
    reasons = {place: _take(context, bounties[place]) for place in order}
    return [reasons[place] for place in range(len(bounties))]


def _take(context: Context, row: ImportedBounty) -> str:
    """Why a row becomes no bounty; empty where it does."""
    place = context.one(sql.PLACE, post=row.post)
    if place is None:
        return "removed"
    return _end(context, row, *place) if row.ended else _offer(context, row, *place)


def _offer(context: Context, row: ImportedBounty, thread: object, parent: object, author: object) -> str:
    if parent is not None:
        return "no question"
    if row.member is None:
        return "sponsor unknown"
    if not 1 <= row.amount <= MOST_POINTS:
        return "no amount"
    over_at = row.at + context.settings(BountySettings).lasts
    context.run(
        sql.ADD,
        Bounty(
            id=BountyId(context.new_id(at=row.at)),
            question=row.post,
            sponsor=row.member,
            amount=row.amount,
            state=BountyState.EXPIRED,
            offered_at=row.at,
            expires_at=over_at,
            settled_at=over_at,
            answer=None,
            winner=None,
            awarded=0,
            refunded=row.amount,
            forfeited=0,
        ),
    )
    return ""


def _end(context: Context, row: ImportedBounty, thread: object, parent: object, author: object) -> str:
    found = context.one(sql.OFFERED_BEFORE, question=thread, at=row.at)
    if found is None:
        return "no offer before it"
    won = row.amount > 0 and parent is not None
    context.run(
        sql.END_ELSEWHERE,
        id=found[0],
        new_state=BountyState.AWARDED if won else BountyState.EXPIRED,
        new_settled_at=row.at,
        new_answer=row.post if won else None,
        new_winner=author if won else None,
    )
    return ""
