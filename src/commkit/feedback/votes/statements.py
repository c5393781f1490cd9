"""The statements of votes and vote budgets."""

from sqlalchemy import bindparam, delete, or_, select, union, update

from commkit.feedback.suggestions.records import Suggestion
from commkit.feedback.suggestions.statements import OPEN, SUGGESTIONS, THIS_SUGGESTION
from commkit.feedback.suggestions.tables import suggestion
from commkit.feedback.votes.records import SuggestionVote
from commkit.feedback.votes.tables import budget, vote
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, upsert, visible_statement

LOCK_OPEN = statement(
    lambda: update(suggestion).values(score=suggestion.c.score + 0).where(THIS_SUGGESTION, OPEN)
)
"""Locks an open suggestion by an update that changes nothing; commands that change its votes run one after another."""

COUNT_VOTES = statement(
    lambda: (
        update(suggestion)
        .values(
            voter_count=suggestion.c.voter_count + bindparam("voters"),
            score=suggestion.c.score + bindparam("votes"),
        )
        .where(THIS_SUGGESTION)
    )
)

VOTES = vote.c.community_id == bindparam("community_id")

VOTES_OF_SUGGESTION = VOTES & (vote.c.suggestion == bindparam("suggestion", type_=Id))

_MINE = VOTES_OF_SUGGESTION & (vote.c.member == bindparam("member", type_=Id))

ALLOCATION = statement(lambda: select(vote.c.weight, vote.c.held).where(_MINE))

_vote_new = upsert(vote)

UPSERT_VOTE = statement(
    lambda: _vote_new.on_conflict_do_update(
        index_elements=["community_id", "suggestion", "member"],
        set_={
            "weight": _vote_new.excluded.weight,
            "held": _vote_new.excluded.held,
            "at": _vote_new.excluded.at,
        },
    )
)

DELETE_VOTE = statement(lambda: delete(vote).where(_MINE))

HELD_VOTES = statement(
    lambda: (
        select(vote.c.member, vote.c.held).where(VOTES_OF_SUGGESTION, vote.c.held > 0).order_by(vote.c.member)
    )
)

CLEAR_HELD = statement(lambda: update(vote).values(held=0).where(VOTES_OF_SUGGESTION, vote.c.held > 0))

VOTES_BY_MEMBER = visible_statement(
    lambda visible: (
        select(vote.c.suggestion, vote.c.weight, vote.c.held, vote.c.at)
        .select_from(
            vote.join(
                suggestion,
                (suggestion.c.community_id == vote.c.community_id) & (suggestion.c.id == vote.c.suggestion),
            )
        )
        .where(
            VOTES,
            vote.c.member == bindparam("member", type_=Id),
            vote.c.suggestion < bindparam("after", type_=Id),
            suggestion.c.removed_at.is_(None),
            visible(Suggestion, suggestion),
        )
        .order_by(vote.c.suggestion.desc())
        .limit(bindparam("size"))
    ),
    into=SuggestionVote,
)

_BUDGET = (budget.c.community_id == bindparam("community_id")) & (
    budget.c.member == bindparam("member", type_=Id)
)

_budget_new = upsert(budget)

SPEND_BUDGET = statement(
    lambda: _budget_new.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={"spent": budget.c.spent + _budget_new.excluded.spent},
        where=budget.c.spent + _budget_new.excluded.spent <= bindparam("total"),
    )
)
"""Touches no row if too few votes are left. The first row of a member is inserted unchecked: the caller compares."""

REFUND_BUDGET = statement(
    lambda: update(budget).values(spent=budget.c.spent - bindparam("votes")).where(_BUDGET)
)

BUDGET_SPENT = statement(lambda: select(budget.c.spent).where(_BUDGET))

_followers = union(
    select(vote.c.member.label("member")).where(VOTES_OF_SUGGESTION),
    select(suggestion.c.author.label("member")).where(
        SUGGESTIONS,
        suggestion.c.author.is_not(None),
        or_(
            suggestion.c.id == bindparam("suggestion", type_=Id),
            suggestion.c.merged_into == bindparam("suggestion", type_=Id),
        ),
    ),
).subquery()

FOLLOWERS = statement(
    lambda: (
        select(_followers.c.member)
        .where(_followers.c.member > bindparam("after", type_=Id))
        .order_by(_followers.c.member)
        .limit(bindparam("size"))
    )
)
"""The voters and the author of a suggestion, and the authors of those merged into it; each once, by id."""
