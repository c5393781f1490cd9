"""The statements of suggestions. Visibility is part of each: what the actor may not see is not among the rows."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    union,
    update,
)

from commkit.feedback.suggestions.records import Suggestion, SuggestionUpdate, SuggestionVote
from commkit.feedback.suggestions.tables import budget, suggestion, suggestion_update, tagged, vote
from commkit.members.tables import membership
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import statement, upsert

LAST = UUID(int=2**128 - 1)
FIRST = UUID(int=0)

_HERE = suggestion.c.community_id == bindparam("community_id")
_THIS = _HERE & (suggestion.c.id == bindparam("id", type_=Id))
LIVE = suggestion.c.removed_at.is_(None) & suggestion.c.merged_into.is_(None)
_OPEN = LIVE & suggestion.c.closed_at.is_(None)

RECORD: tuple[Any, ...] = (
    suggestion.c.id,
    suggestion.c.kind,
    suggestion.c.status,
    suggestion.c.title,
    suggestion.c.body,
    suggestion.c.tags,
    suggestion.c.author,
    func.coalesce(membership.c.name, ""),
    case((bindparam("sees_all"), suggestion.c.source), else_=""),
    suggestion.c.version,
    suggestion.c.created_at,
    suggestion.c.edited_at,
    suggestion.c.status_changed_at,
    suggestion.c.reply,
    suggestion.c.first_replied_at,
    suggestion.c.decided_at,
    suggestion.c.done_at,
    suggestion.c.closed_at,
    suggestion.c.removed_at,
    suggestion.c.voter_count,
    suggestion.c.score,
)
_AUTHORED = suggestion.outerjoin(
    membership,
    (membership.c.community_id == suggestion.c.community_id) & (membership.c.id == suggestion.c.author),
)

# --- reading ---

_asked = suggestion.alias("asked")
_SURVIVOR = (
    select(func.coalesce(_asked.c.merged_into, _asked.c.id, type_=Id))
    .where(_asked.c.community_id == bindparam("community_id"), _asked.c.id == bindparam("id", type_=Id))
    .scalar_subquery()
)
ONE = statement(
    select(*RECORD)
    .select_from(_AUTHORED)
    .where(
        _HERE,
        suggestion.c.id == _SURVIVOR,
        or_(suggestion.c.removed_at.is_(None), bindparam("sees_all")),
    ),
    into=Suggestion,
)
"""A suggestion by its id, or the one that stands for it since they were merged."""


def _page(order: str, *, status: bool, kind: bool) -> Any:
    key: Any = suggestion.c.score if order == "score" else suggestion.c.status_changed_at
    if order == "newest" and not status:
        return _in_order((suggestion.c.id,), suggestion.c.id < bindparam("after", type_=Id), kind=kind)
    after = bindparam("after_key", type_=BigInteger if order == "score" else key.type)
    behind = tuple_(key, suggestion.c.id) < tuple_(after, bindparam("after", type_=Id))
    more = (behind, suggestion.c.status == bindparam("status")) if status else (behind,)
    return _in_order((key, suggestion.c.id), *more, kind=kind)


def _in_order(keys: tuple[Any, ...], *conditions: ColumnElement[bool], kind: bool) -> Any:
    more = (suggestion.c.kind == bindparam("kind"),) if kind else ()
    return (
        select(*RECORD)
        .select_from(_AUTHORED)
        .where(_HERE, LIVE, *conditions, *more)
        .order_by(*(key.desc() for key in keys))
        .limit(bindparam("size"))
    )


PAGES = {
    (order, status, kind): statement(_page(order, status=status, kind=kind), into=Suggestion)
    for order in ("score", "newest")
    for status in (False, True)
    for kind in (False, True)
}
"""The pages by order, and by whether one status and one kind are asked for; each reads along its own index."""

LIST_BY_TAG = statement(
    select(*RECORD)
    .select_from(
        _AUTHORED.join(
            tagged,
            (tagged.c.community_id == suggestion.c.community_id) & (tagged.c.suggestion == suggestion.c.id),
        )
    )
    .where(
        tagged.c.community_id == bindparam("community_id"),
        tagged.c.tag == bindparam("tag"),
        tagged.c.suggestion < bindparam("after", type_=Id),
        LIVE,
    )
    .order_by(tagged.c.suggestion.desc())
    .limit(bindparam("size")),
    into=Suggestion,
)
UPDATES = statement(
    select(
        suggestion_update.c.id,
        suggestion_update.c.suggestion,
        suggestion_update.c.status,
        suggestion_update.c.reply,
        suggestion_update.c.by,
        suggestion_update.c.at,
    )
    .where(
        suggestion_update.c.community_id == bindparam("community_id"),
        suggestion_update.c.suggestion == bindparam("suggestion", type_=Id),
    )
    .order_by(suggestion_update.c.id)
    .limit(1_000),
    into=SuggestionUpdate,
)
METRIC_ROWS = statement(
    select(
        suggestion.c.status,
        suggestion.c.created_at,
        suggestion.c.first_replied_at,
        suggestion.c.decided_at,
        suggestion.c.done_at,
        suggestion.c.voter_count,
        suggestion.c.score,
    )
    .where(
        _HERE,
        LIVE,
        suggestion.c.id >= bindparam("first", type_=Id),
        suggestion.c.id < bindparam("behind", type_=Id),
    )
    .order_by(suggestion.c.id.desc())
    .limit(10_000)
)

# --- writing ---

ADD = statement(
    insert(suggestion).values({c.name: bindparam(c.name) for c in suggestion.c if c.name not in (
        "edited_at", "replied_by", "first_replied_at", "decided_at", "done_at", "closed_at", "removed_at", "removed_by",
        "merged_into",
    )})
)  # fmt: skip
EDIT = statement(
    update(suggestion)
    .values(
        title=bindparam("new_title"),
        body=bindparam("new_body"),
        tags=bindparam("new_tags"),
        version=suggestion.c.version + 1,
        edited_at=bindparam("now"),
    )
    .where(_THIS, LIVE, suggestion.c.version == bindparam("seen"))
)
WITHDRAW = statement(
    update(suggestion)
    .values(
        removed_at=bindparam("now"),
        removed_by=bindparam("by", type_=Id),
        closed_at=func.coalesce(suggestion.c.closed_at, bindparam("now", type_=UtcDateTime)),
    )
    .where(_THIS, LIVE)
)
SET_STATUS = statement(
    update(suggestion)
    .values(
        status=bindparam("new_status"),
        status_changed_at=bindparam("new_status_changed_at"),
        decided_at=bindparam("new_decided_at"),
        done_at=bindparam("new_done_at"),
        closed_at=bindparam("new_closed_at"),
    )
    .where(_THIS, LIVE, suggestion.c.status == bindparam("seen"))
)
SET_REPLY = statement(
    update(suggestion)
    .values(
        reply=bindparam("new_reply"),
        replied_by=bindparam("by", type_=Id),
        first_replied_at=func.coalesce(suggestion.c.first_replied_at, bindparam("now", type_=UtcDateTime)),
    )
    .where(_THIS, LIVE)
)
ADD_UPDATE = statement(insert(suggestion_update))
ADD_TAG = statement(insert(tagged))
DELETE_TAGS = statement(
    delete(tagged).where(
        tagged.c.community_id == bindparam("community_id"),
        tagged.c.suggestion == bindparam("suggestion", type_=Id),
    )
)

# --- votes: the suggestion is taken first, then its votes, then budgets in the order of their members ---

LOCK_OPEN = statement(update(suggestion).values(score=suggestion.c.score + 0).where(_THIS, _OPEN))
"""Changes nothing but holds the row, if it is open: what is done to its votes happens one after the other."""
LOCK = statement(
    update(suggestion)
    .values(score=suggestion.c.score + 0)
    .where(_THIS, LIVE)
    .returning(suggestion.c.closed_at)
)
MARK_MERGED = statement(
    update(suggestion)
    .values(
        merged_into=bindparam("into", type_=Id),
        closed_at=func.coalesce(suggestion.c.closed_at, bindparam("now", type_=UtcDateTime)),
        voter_count=0,
        score=0,
    )
    .where(_THIS, LIVE)
)
REDIRECT_MERGED = statement(
    update(suggestion)
    .values(merged_into=bindparam("into", type_=Id))
    .where(_HERE, suggestion.c.merged_into == bindparam("merged", type_=Id))
)
"""What was merged into the one that is merged now leads straight to the one that stays."""
COUNT_VOTES = statement(
    update(suggestion)
    .values(
        voter_count=suggestion.c.voter_count + bindparam("voters"),
        score=suggestion.c.score + bindparam("votes"),
    )
    .where(_THIS)
)

_VOTES = vote.c.community_id == bindparam("community_id")
_OF_SUGGESTION = _VOTES & (vote.c.suggestion == bindparam("suggestion", type_=Id))
_MINE = _OF_SUGGESTION & (vote.c.member == bindparam("member", type_=Id))
ALLOCATION = statement(select(vote.c.weight, vote.c.held).where(_MINE))
_vote_new = upsert(vote)
UPSERT_VOTE = statement(
    _vote_new.on_conflict_do_update(
        index_elements=["community_id", "suggestion", "member"],
        set_={
            "weight": _vote_new.excluded.weight,
            "held": _vote_new.excluded.held,
            "at": _vote_new.excluded.at,
        },
    )
)
DELETE_VOTE = statement(delete(vote).where(_MINE))
_kept = vote.alias("kept")
ALLOCATIONS = statement(
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
    .where(_OF_SUGGESTION)
    .order_by(vote.c.member)
)
"""Who voted for a duplicate, what they gave it, and what they gave the one that stays."""
DELETE_VOTES = statement(delete(vote).where(_OF_SUGGESTION))
HELD_VOTES = statement(
    select(vote.c.member, vote.c.held).where(_OF_SUGGESTION, vote.c.held > 0).order_by(vote.c.member)
)
CLEAR_HELD = statement(update(vote).values(held=0).where(_OF_SUGGESTION, vote.c.held > 0))
VOTES_BY_MEMBER = statement(
    select(vote.c.suggestion, vote.c.weight, vote.c.held, vote.c.at)
    .select_from(
        vote.join(
            suggestion,
            (suggestion.c.community_id == vote.c.community_id) & (suggestion.c.id == vote.c.suggestion),
        )
    )
    .where(
        _VOTES,
        vote.c.member == bindparam("member", type_=Id),
        vote.c.suggestion < bindparam("after", type_=Id),
        suggestion.c.removed_at.is_(None),
    )
    .order_by(vote.c.suggestion.desc())
    .limit(bindparam("size")),
    into=SuggestionVote,
)

_BUDGET = (budget.c.community_id == bindparam("community_id")) & (
    budget.c.member == bindparam("member", type_=Id)
)
_budget_new = upsert(budget)
SPEND_BUDGET = statement(
    _budget_new.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={"spent": budget.c.spent + _budget_new.excluded.spent},
        where=budget.c.spent + _budget_new.excluded.spent <= bindparam("total"),
    )
)
"""Touches no row where the budget does not hold so many votes; the first ones must be compared by the caller."""
REFUND_BUDGET = statement(update(budget).values(spent=budget.c.spent - bindparam("votes")).where(_BUDGET))
BUDGET_SPENT = statement(select(budget.c.spent).where(_BUDGET))

_followers = union(
    select(vote.c.member.label("member")).where(_OF_SUGGESTION),
    select(suggestion.c.author.label("member")).where(
        _HERE,
        suggestion.c.author.is_not(None),
        or_(
            suggestion.c.id == bindparam("suggestion", type_=Id),
            suggestion.c.merged_into == bindparam("suggestion", type_=Id),
        ),
    ),
).subquery()
FOLLOWERS = statement(
    select(_followers.c.member)
    .where(_followers.c.member > bindparam("after", type_=Id))
    .order_by(_followers.c.member)
    .limit(bindparam("size"))
)
"""Who voted, who suggested it, and who suggested what was merged into it; each once, in order."""
