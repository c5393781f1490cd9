"""The statements of suggested edits."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, not_, select, update

from commkit.members import is_same_principal
from commkit.posts import post, revision
from commkit.storage import (
    Id,
    UtcDateTime,
    Visible,
    count_where,
    insert_if_absent,
    statement,
    upsert,
    visible_statement,
)
from commkit_developer.suggested_edits.records import EditState, QueuedEdit, SuggestedEdit
from commkit_developer.tables import edit_review, suggested_edit

_COLUMNS = tuple(suggested_edit.c[name] for name in SuggestedEdit.__annotations__)
_WIDTH = len(_COLUMNS)
_HERE = suggested_edit.c.community_id == bindparam("community_id")
_THIS = _HERE & (suggested_edit.c.id == bindparam("id", type_=Id))
_PENDING = suggested_edit.c.decided_at.is_(None)
_OF_POST = (post.c.community_id == suggested_edit.c.community_id) & (post.c.id == suggested_edit.c.post)
_OUTDATED = and_(_PENDING, suggested_edit.c.base != post.c.version)

ADD = statement(lambda: insert_if_absent(suggested_edit))
"""Adds nothing where a suggestion of the member for the post is pending: a unique index decides."""

ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(SuggestedEdit, suggested_edit)), into=SuggestedEdit
)
LOCK = statement(
    lambda: select(suggested_edit.c.version).where(_THIS, _PENDING).with_for_update(of=suggested_edit)
)
"""Locks a pending suggestion, so that its reviews and its rewriting happen one after the other; no row where it is
decided by now. It checks no visibility: the caller loaded it."""

REWRITE = statement(
    lambda: (
        update(suggested_edit)
        .values(
            version=suggested_edit.c.version + 1,
            base=bindparam("new_base"),
            title=bindparam("new_title"),
            body=bindparam("new_body"),
            tags=bindparam("new_tags"),
            reason=bindparam("new_reason"),
            changed_at=bindparam("now", type_=UtcDateTime),
        )
        .where(_THIS, _PENDING, suggested_edit.c.version == bindparam("seen"))
    )
)
DECIDE = statement(
    lambda: (
        update(suggested_edit)
        .values(
            state=bindparam("new_state"),
            decided_at=bindparam("now", type_=UtcDateTime),
            decided_by=bindparam("by", type_=Id),
            decision=bindparam("new_decision"),
            improved=bindparam("new_improved"),
            result=bindparam("new_result"),
        )
        .where(_THIS, _PENDING, suggested_edit.c.version == bindparam("seen"))
    )
)
"""Decides a suggestion once: no row where somebody else was faster, or it was rewritten."""


# --- what became of them ----------------------------------------------------------------------------------------

_STANDS = (suggested_edit.c.state == EditState.APPROVED) & suggested_edit.c.rolled_back_at.is_(None)
KEEP = statement(
    lambda: (
        update(suggested_edit)
        .values(kept_at=bindparam("now", type_=UtcDateTime))
        .where(_THIS, _STANDS, suggested_edit.c.kept_at.is_(None))
        .returning(suggested_edit.c.post, suggested_edit.c.suggester, suggested_edit.c.decided_by)
    )
)
"""Marks an approved edit as kept, once; no row where it was rolled back. It checks no visibility: the worker asks."""
ROLL_BACK = statement(
    lambda: (
        update(suggested_edit)
        .values(rolled_back_at=bindparam("now", type_=UtcDateTime))
        .where(_THIS, _STANDS)
        .returning(suggested_edit.c.suggester)
    )
)
_BEFORE = (
    (revision.c.community_id == suggested_edit.c.community_id)
    & (revision.c.post == suggested_edit.c.post)
    & (revision.c.version == suggested_edit.c.base)
)
UNDONE = statement(
    lambda: (
        select(suggested_edit.c.id, revision.c.tags, post.c.tags)
        .select_from(suggested_edit.join(post, _OF_POST).join(revision, _BEFORE))
        .where(
            _HERE,
            suggested_edit.c.post == bindparam("post", type_=Id),
            _STANDS,
            revision.c.title == post.c.title,
            revision.c.body == post.c.body,
        )
        .order_by(suggested_edit.c.id)
    )
)
"""The approved edits of a post whose title and text are as before the edit, with the tags before and now."""


# --- reviews -----------------------------------------------------------------------------------------------------

_review = upsert(edit_review)
REVIEW = statement(
    lambda: _review.on_conflict_do_update(
        index_elements=["community_id", "edit", "reviewer"],
        set_={name: _review.excluded[name] for name in ("approves", "reason", "at")},
    )
)
_REVIEWS_OF = (edit_review.c.community_id == bindparam("community_id")) & (
    edit_review.c.edit == bindparam("edit", type_=Id)
)
COUNT_REVIEWS = statement(
    lambda: select(func.count()).where(_REVIEWS_OF, edit_review.c.approves == bindparam("approves"))
)
DELETE_REVIEWS = statement(lambda: delete(edit_review).where(_REVIEWS_OF))


# --- queues ------------------------------------------------------------------------------------------------------


def _reviews(*, approve: bool) -> ColumnElement[int]:
    """How many reviews of a suggestion say so; the row of the suggestion stands outside."""
    says = edit_review.c.approves if approve else ~edit_review.c.approves
    counted: ColumnElement[int] = (
        select(func.count())
        .where(
            edit_review.c.community_id == suggested_edit.c.community_id,
            edit_review.c.edit == suggested_edit.c.id,
            says,
        )
        .correlate(suggested_edit)
        .scalar_subquery()
    )
    return counted


def _queued(*columns: Any) -> QueuedEdit:
    current, outdated, approvals, rejections = columns[_WIDTH:]
    return QueuedEdit(SuggestedEdit(*columns[:_WIDTH]), current, bool(outdated), approvals, rejections)


def _queue(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    return (
        select(*_COLUMNS, post.c.version, _OUTDATED, _reviews(approve=True), _reviews(approve=False))
        .select_from(suggested_edit.join(post, _OF_POST))
        .where(_HERE, visible(SuggestedEdit, suggested_edit), *conditions)
    )


def _page(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    return (
        _queue(
            visible,
            suggested_edit.c.state == bindparam("state"),
            suggested_edit.c.id > bindparam("after", type_=Id),
            *conditions,
        )
        .order_by(suggested_edit.c.id)
        .limit(bindparam("size"))
    )


QUEUED = visible_statement(
    lambda visible: _queue(visible, suggested_edit.c.id == bindparam("id", type_=Id)), into=_queued
)
PAGE = visible_statement(_page, into=_queued)
PAGE_OF_POST = visible_statement(
    lambda visible: _page(visible, suggested_edit.c.post == bindparam("post", type_=Id)), into=_queued
)

WAITING = visible_statement(
    lambda visible: (
        select(
            func.count(),
            func.min(suggested_edit.c.suggested_at),
            func.count().filter(
                not_(
                    is_same_principal(
                        suggested_edit.c.community_id, suggested_edit.c.suggester, visible.reader.member
                    )
                )
            ),
        )
        .select_from(suggested_edit.join(post, _OF_POST))
        .where(
            _HERE,
            suggested_edit.c.state == EditState.PENDING,
            post.c.removed_at.is_(None),
            visible(SuggestedEdit, suggested_edit),
        )
    )
)
"""How many are pending, since when, and how many of them the reader did not suggest."""

TEXT_OF_VERSION = statement(
    lambda: select(revision.c.title, revision.c.body, revision.c.tags).where(
        revision.c.community_id == bindparam("community_id"),
        revision.c.post == bindparam("post", type_=Id),
        revision.c.version == bindparam("version"),
    )
)
"""What a post said in a version before the present one. It checks no visibility: the caller loaded the post."""


# --- numbers -----------------------------------------------------------------------------------------------------


def _in(state: EditState) -> ColumnElement[bool]:
    return suggested_edit.c.state == state


_SINCE = suggested_edit.c.suggested_at >= bindparam("since", type_=UtcDateTime)
COUNTS = visible_statement(
    lambda visible: (
        select(
            func.count(),
            count_where(_PENDING),
            count_where(_OUTDATED),
            count_where(_in(EditState.APPROVED)),
            count_where(_in(EditState.REJECTED)),
            count_where(_in(EditState.WITHDRAWN)),
            count_where(_STANDS & suggested_edit.c.kept_at.is_not(None)),
            count_where(suggested_edit.c.rolled_back_at.is_not(None)),
        )
        .select_from(suggested_edit.join(post, _OF_POST))
        .where(_HERE, _SINCE, visible(SuggestedEdit, suggested_edit))
    )
)


def _middle(visible: Visible) -> Any:
    """The one or two decisions in the middle of all by the time they took."""
    took = suggested_edit.c.decided_at - suggested_edit.c.suggested_at
    decided = (
        select(
            suggested_edit.c.suggested_at,
            suggested_edit.c.decided_at,
            func.row_number().over(order_by=(took, suggested_edit.c.id)).label("place"),
            func.count().over().label("size"),
        )
        .where(
            _HERE,
            _SINCE,
            suggested_edit.c.state.in_([EditState.APPROVED, EditState.REJECTED]),
            visible(SuggestedEdit, suggested_edit),
        )
        .subquery()
    )
    place = decided.c.place * 2
    return select(decided.c.suggested_at, decided.c.decided_at).where(
        place.between(decided.c.size, decided.c.size + 2)
    )


MIDDLE_DECISIONS = visible_statement(_middle)
