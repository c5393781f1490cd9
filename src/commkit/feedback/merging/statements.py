"""The statements that merge two suggestions and their votes."""

from sqlalchemy import bindparam, delete, func, select, update

from commkit.feedback.suggestions.statements import LIVE, SUGGESTIONS, THIS_SUGGESTION
from commkit.feedback.suggestions.tables import suggestion
from commkit.feedback.votes.statements import VOTES_OF_SUGGESTION
from commkit.feedback.votes.tables import vote
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import statement

LOCK = statement(
    lambda: (
        update(suggestion)
        .values(score=suggestion.c.score + 0)
        .where(THIS_SUGGESTION, LIVE)
        .returning(suggestion.c.closed_at)
    )
)
"""Locks the suggestion that stays, by an update that changes nothing; no row if it was withdrawn or merged."""

MARK_MERGED = statement(
    lambda: (
        update(suggestion)
        .values(
            merged_into=bindparam("into", type_=Id),
            closed_at=func.coalesce(suggestion.c.closed_at, bindparam("now", type_=UtcDateTime)),
            voter_count=0,
            score=0,
        )
        .where(THIS_SUGGESTION, LIVE)
    )
)

REDIRECT_MERGED = statement(
    lambda: (
        update(suggestion)
        .values(merged_into=bindparam("into", type_=Id))
        .where(SUGGESTIONS, suggestion.c.merged_into == bindparam("merged", type_=Id))
    )
)
"""Makes suggestions that were merged into the duplicate earlier refer to the one that stays."""

_kept = vote.alias("kept")

ALLOCATIONS = statement(
    lambda: (
        select(
            vote.c.member,
            vote.c.weight,
            vote.c.held,
            func.coalesce(_kept.c.weight, 0),
            func.coalesce(_kept.c.held, 0),
            vote.c.recorded_by,
            vote.c.source,
            vote.c.at,
        )
        .select_from(
            vote.outerjoin(
                _kept,
                (_kept.c.community_id == vote.c.community_id)
                & (_kept.c.suggestion == bindparam("into", type_=Id))
                & (_kept.c.member == vote.c.member),
            )
        )
        .where(VOTES_OF_SUGGESTION)
        .order_by(vote.c.member)
    )
)
"""The votes for a duplicate, each with the same member's vote for the suggestion that stays; 0 without one."""

DELETE_VOTES = statement(lambda: delete(vote).where(VOTES_OF_SUGGESTION))
