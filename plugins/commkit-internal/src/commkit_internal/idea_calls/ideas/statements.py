"""The statements of the ideas of calls; those that show ideas show suggestions that the reader sees."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    bindparam,
    case,
    cast,
    exists,
    func,
    insert,
    null,
    or_,
    select,
    tuple_,
    update,
)

from commkit.feedback import Suggestion, suggestion
from commkit.storage import LARGEST, Id, UtcDateTime, Visible, statement, visible_statement
from commkit_internal.idea_calls.feature import RUN
from commkit_internal.idea_calls.ideas.records import Idea, IdeaAuthor
from commkit_internal.idea_calls.policy import OVER
from commkit_internal.idea_calls.statements import of_idea, stands
from commkit_internal.tables import idea, idea_call, idea_criterion, idea_mark

_HERE = idea.c.community_id == bindparam("community_id")
_THIS = _HERE & (idea.c.id == bindparam("id", type_=Id))
_OF_CALL = _HERE & (idea.c.call == bindparam("call", type_=Id))
_COLUMNS = tuple(idea.c[name] for name in Idea.__annotations__)
_requested, _merged = suggestion.alias("requested"), suggestion.alias("merged")
_RESOLVED = func.coalesce(_requested.c.merged_into, _requested.c.id, type_=Id)

ADD = statement(lambda: insert(idea))


def _one(visible: Visible) -> Any:
    resolved = (
        select(_RESOLVED)
        .where(
            _requested.c.community_id == bindparam("community_id"),
            _requested.c.id == bindparam("id", type_=Id),
            visible(Suggestion, _requested),
        )
        .scalar_subquery()
    )
    return (
        select(*_COLUMNS)
        .join(suggestion, of_idea())
        .where(_HERE, idea.c.id == resolved, visible(Suggestion, suggestion))
    )


ONE = visible_statement(_one, into=Idea)
"""An idea by its id, or by that of one which was merged into it."""
ANY = statement(lambda: select(idea.c.id).where(_OF_CALL).limit(1))
IN_OPEN_CALLS = statement(
    lambda: (
        select(idea.c.id, idea_call.c.state)
        .join(idea_call, (idea_call.c.community_id == idea.c.community_id) & (idea_call.c.id == idea.c.call))
        .where(
            _HERE,
            idea.c.id.in_(
                select(_RESOLVED).where(
                    _requested.c.community_id == bindparam("community_id"),
                    _requested.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
                )
            ),
            idea_call.c.state.not_in(sorted(OVER)),
        )
    )
)
"""Which of some suggestions are ideas of calls that go on, and the states of these."""


def _authors() -> Any:
    """A suggestion and those that were merged into it."""
    return (suggestion.c.community_id == bindparam("community_id")) & or_(
        suggestion.c.id == bindparam("id", type_=Id), suggestion.c.merged_into == bindparam("id", type_=Id)
    )


AUTHOR_IDS = statement(
    lambda: select(suggestion.c.author).where(_authors(), suggestion.c.author.is_not(None)).distinct()
)
AUTHORS = visible_statement(
    lambda visible: (
        select(suggestion.c.id, suggestion.c.title, suggestion.c.author, suggestion.c.created_at)
        .where(
            _authors(),
            suggestion.c.author.is_not(None),
            suggestion.c.removed_at.is_(None),
            visible(Suggestion, suggestion),
        )
        .order_by(suggestion.c.merged_into.is_not(None), suggestion.c.id)
        .limit(1_000)
    ),
    into=IdeaAuthor,
)

# --- decisions and replies -------------------------------------------------------------------------------------------

DECIDE = statement(
    lambda: (
        update(idea)
        .values(
            outcome=bindparam("new_outcome"),
            reason=bindparam("new_reason"),
            decided_by=bindparam("new_by", type_=Id),
            decided_at=bindparam("new_at", type_=UtcDateTime),
        )
        .where(_THIS)
    )
)
_STANDING = idea.join(suggestion, of_idea())
COUNT_UNDECIDED = statement(
    lambda: select(func.count()).select_from(_STANDING).where(_OF_CALL, stands(), idea.c.outcome.is_(None))
)
WAITING = statement(
    lambda: (
        select(idea.c.id)
        .select_from(_STANDING)
        .where(_OF_CALL, stands(), idea.c.replied_at.is_(None))
        .limit(1)
    )
)
"""One idea of a call, if there is one, whose authors were given no reply."""
TO_REPLY = statement(
    lambda: (
        select(*_COLUMNS)
        .select_from(_STANDING)
        .where(
            _OF_CALL,
            stands(),
            idea.c.replied_at.is_(None),
            idea.c.outcome.is_not(None),
            idea.c.id > bindparam("after", type_=Id),
        )
        .order_by(idea.c.id)
        .limit(bindparam("size"))
    ),
    into=Idea,
)
SET_REPLIED = statement(
    lambda: (
        update(idea)
        .values(replied_at=bindparam("now", type_=UtcDateTime))
        .where(_THIS, idea.c.replied_at.is_(None))
    )
)

# --- pages -----------------------------------------------------------------------------------------------------------


def _page(visible: Visible) -> Any:
    """Ideas by rank, then by id; each with what the reader may know of its decision."""
    merged = (
        select(func.count())
        .where(
            _merged.c.community_id == idea.c.community_id,
            _merged.c.merged_into == idea.c.id,
            visible(Suggestion, _merged),
        )
        .correlate(idea)
        .scalar_subquery()
    )
    is_marked = exists(
        select(idea_mark.c.id)
        .where(
            idea_mark.c.community_id == idea.c.community_id,
            idea_mark.c.idea == idea.c.id,
            idea_mark.c.evaluator == visible.reader.member,
        )
        .correlate(idea)
    )
    weights = (
        select(cast(func.sum(idea_criterion.c.weight), BigInteger))
        .where(idea_criterion.c.community_id == idea.c.community_id, idea_criterion.c.call == idea.c.call)
        .correlate(idea)
        .scalar_subquery()
    )
    is_told = or_(
        idea.c.replied_at.is_not(None),
        visible.reader.may(RUN),
        visible.reader.member == bindparam("owner", type_=Id),
    )
    place = func.coalesce(idea.c.rank, LARGEST, type_=BigInteger)
    return (
        select(
            place,
            weights,
            idea.c.id,
            suggestion.c.title,
            suggestion.c.author,
            merged,
            is_marked,
            idea.c.submitted_at,
            idea.c.evaluators,
            idea.c.points,
            idea.c.squares,
            idea.c.rank,
            case((is_told, idea.c.outcome), else_=null()),
            case((is_told, idea.c.reason), else_=""),
            idea.c.replied_at,
        )
        .select_from(_STANDING)
        .where(
            _OF_CALL,
            stands(),
            visible(Suggestion, suggestion),
            tuple_(place, idea.c.id)
            > tuple_(bindparam("after_place", type_=BigInteger), bindparam("after", type_=Id)),
        )
        .order_by(place, idea.c.id)
        .limit(bindparam("size"))
    )


PAGE = visible_statement(_page)
