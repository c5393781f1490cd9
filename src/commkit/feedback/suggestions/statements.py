"""The statements of suggestions. Visibility is part of each: what the actor may not see is not among the rows."""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)

from commkit.feedback.suggestions.records import Suggestion, SuggestionUpdate
from commkit.feedback.suggestions.tables import suggestion, suggestion_update, tagged
from commkit.members import membership
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import Statement, statement, visible_statement
from commkit.runtime.storage.visibility import Visible

SUGGESTIONS = suggestion.c.community_id == bindparam("community_id")

THIS_SUGGESTION = SUGGESTIONS & (suggestion.c.id == bindparam("id", type_=Id))

LIVE = suggestion.c.removed_at.is_(None) & suggestion.c.merged_into.is_(None)

OPEN = LIVE & suggestion.c.closed_at.is_(None)

_RECORD: tuple[Any, ...] = (
    suggestion.c.id,
    suggestion.c.kind,
    suggestion.c.status,
    suggestion.c.title,
    suggestion.c.body,
    suggestion.c.tags,
    suggestion.c.author,
    func.coalesce(membership.c.name, ""),
    suggestion.c.source,
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
    suggestion.c.space,
    suggestion.c.audience,
)


def _record(visible: Visible) -> tuple[Any, ...]:
    """The columns of a `Suggestion`; where it was heard is for those who read withdrawn ones too."""
    source = case((visible.reader.may("feedback.see_removed"), suggestion.c.source), else_="")
    return tuple(source if column is suggestion.c.source else column for column in _RECORD)


_AUTHORED = suggestion.outerjoin(
    membership,
    (membership.c.community_id == suggestion.c.community_id) & (membership.c.id == suggestion.c.author),
)

_requested = suggestion.alias("requested")


def _resolved_id(visible: Visible) -> Any:
    return (
        select(func.coalesce(_requested.c.merged_into, _requested.c.id, type_=Id))
        .where(
            _requested.c.community_id == bindparam("community_id"),
            _requested.c.id == bindparam("id", type_=Id),
            visible(Suggestion, _requested),
        )
        .scalar_subquery()
    )


ONE = visible_statement(
    lambda visible: (
        select(*_record(visible))
        .select_from(_AUTHORED)
        .where(SUGGESTIONS, suggestion.c.id == _resolved_id(visible), visible(Suggestion, suggestion))
    ),
    into=Suggestion,
)
"""A suggestion by its id, or by the id of a suggestion that was merged into it."""


SOME = visible_statement(
    lambda visible: (
        select(*_record(visible))
        .select_from(_AUTHORED)
        .where(
            SUGGESTIONS,
            suggestion.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
            visible(Suggestion, suggestion),
        )
    ),
    into=Suggestion,
)
"""Some suggestions by their ids; none that was merged."""


_FILTERS: dict[str, ColumnElement[bool]] = {
    "status": suggestion.c.status == bindparam("status"),
    "kind": suggestion.c.kind == bindparam("kind"),
    "space": suggestion.c.space == bindparam("space", type_=Id),
    "author": suggestion.c.author == bindparam("author", type_=Id),
}


@cache
def page(order: str, filters: frozenset[str]) -> Statement[Suggestion]:
    """The pages of an order, filtered by status, kind, space and author.

    Of one filter each is read in the order of an index, but those of one author by score, or of a status in a space,
    are sorted, with an index of their own: these are few.

    Args:
        order: `score` or `newest`, which with a status is by when they got it.
        filters: The names of the filters.
    """
    last: Any = bindparam("after", type_=Id)
    keys: tuple[Any, ...]
    behind: ColumnElement[bool]
    if order == "newest" and "status" not in filters:
        keys = (suggestion.c.id,)
        behind = suggestion.c.id < last
    else:
        key: Any = suggestion.c.score if order == "score" else suggestion.c.status_changed_at
        keys = (key, suggestion.c.id)
        kind = BigInteger if order == "score" else key.type
        behind = tuple_(*keys) < tuple_(bindparam("after_key", type_=kind), last)
    conditions = [_FILTERS[name] for name in sorted(filters)]
    return visible_statement(
        lambda visible: (
            select(*_record(visible))
            .select_from(_AUTHORED)
            .where(SUGGESTIONS, LIVE, visible(Suggestion, suggestion), behind, *conditions)
            .order_by(*(key.desc() for key in keys))
            .limit(bindparam("size"))
        ),
        into=Suggestion,
    )


PAGE_BY_TAG = visible_statement(
    lambda visible: (
        select(*_record(visible))
        .select_from(
            _AUTHORED.join(
                tagged,
                (tagged.c.community_id == suggestion.c.community_id)
                & (tagged.c.suggestion == suggestion.c.id),
            )
        )
        .where(
            tagged.c.community_id == bindparam("community_id"),
            tagged.c.tag == bindparam("tag"),
            tagged.c.suggestion < bindparam("after", type_=Id),
            LIVE,
            visible(Suggestion, suggestion),
        )
        .order_by(tagged.c.suggestion.desc())
        .limit(bindparam("size"))
    ),
    into=Suggestion,
)

UPDATES = statement(
    lambda: (
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
        .limit(1_000)
    ),
    into=SuggestionUpdate,
)

METRIC_ROWS = visible_statement(
    lambda visible: (
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
            SUGGESTIONS,
            LIVE,
            suggestion.c.id >= bindparam("start", type_=Id),
            suggestion.c.id < bindparam("end", type_=Id),
            visible(Suggestion, suggestion),
        )
        .order_by(suggestion.c.id.desc())
        .limit(10_000)
    )
)

ADD = statement(
    lambda: insert(suggestion).values({c.name: bindparam(c.name) for c in suggestion.c if c.name not in (
        "edited_at", "replied_by", "first_replied_at", "decided_at", "done_at", "closed_at", "removed_at", "removed_by",
        "merged_into",
    )})
)  # fmt: skip

EDIT = statement(
    lambda: (
        update(suggestion)
        .values(
            title=bindparam("new_title"),
            body=bindparam("new_body"),
            tags=bindparam("new_tags"),
            space=bindparam("new_space", type_=Id),
            audience=bindparam("new_audience", type_=Id),
            version=suggestion.c.version + 1,
            edited_at=bindparam("now"),
        )
        .where(THIS_SUGGESTION, LIVE, suggestion.c.version == bindparam("expected"))
    )
)

MOVE_MERGED = statement(
    lambda: (
        update(suggestion)
        .values(space=bindparam("new_space", type_=Id), audience=bindparam("new_audience", type_=Id))
        .where(SUGGESTIONS, suggestion.c.merged_into == bindparam("into", type_=Id))
    )
)
"""Moves what was merged into a suggestion where that one is."""

WITHDRAW = statement(
    lambda: (
        update(suggestion)
        .values(
            removed_at=bindparam("now"),
            removed_by=bindparam("by", type_=Id),
            closed_at=func.coalesce(suggestion.c.closed_at, bindparam("now", type_=UtcDateTime)),
        )
        .where(THIS_SUGGESTION, LIVE)
    )
)

SET_STATUS = statement(
    lambda: (
        update(suggestion)
        .values(
            status=bindparam("new_status"),
            status_changed_at=bindparam("new_status_changed_at"),
            decided_at=bindparam("new_decided_at"),
            done_at=bindparam("new_done_at"),
            closed_at=bindparam("new_closed_at"),
        )
        .where(THIS_SUGGESTION, LIVE, suggestion.c.status == bindparam("expected"))
    )
)

SET_REPLY = statement(
    lambda: (
        update(suggestion)
        .values(
            reply=bindparam("new_reply"),
            replied_by=bindparam("by", type_=Id),
            first_replied_at=func.coalesce(
                suggestion.c.first_replied_at, bindparam("now", type_=UtcDateTime)
            ),
        )
        .where(THIS_SUGGESTION, LIVE)
    )
)

ADD_UPDATE = statement(lambda: insert(suggestion_update))

ADD_TAG = statement(lambda: insert(tagged))

DELETE_TAGS = statement(
    lambda: delete(tagged).where(
        tagged.c.community_id == bindparam("community_id"),
        tagged.c.suggestion == bindparam("suggestion", type_=Id),
    )
)
