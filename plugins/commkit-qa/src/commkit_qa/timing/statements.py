"""The statements of answer times. Each counts what the reader may see: a number tells of a post, too."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    union_all,
)

from commkit.members import membership
from commkit.posts import Post, post, post_tag, reaction
from commkit.storage import Duration, Id, UtcDateTime, Visible, later, visible_statement
from commkit_qa.duplicates.records import DuplicateState
from commkit_qa.policy import CLOSED, OPEN, SOLVED
from commkit_qa.statements import by_a_person, by_another
from commkit_qa.tables import confirmation, duplicate

ALL, PEER, STAFF, AGENT, UNKNOWN = "all", "peer", "staff", "agent", "unknown"
ACCEPTED, CONFIRMED, NOT_ASKED_AGAIN = "accepted", "confirmed", "not_asked_again"
FIRST_REPLY = "first_reply"

_answer, _candidate = post.alias("answer"), post.alias("candidate")
_last, _later_post = post.alias("last"), post.alias("later_post")
_SINCE = bindparam("since", type_=UtcDateTime)
_KINDS: Any = bindparam("kinds", expanding=True)
_AWAITED: Any = bindparam("awaited", expanding=True)
_REACTIONS: Any = bindparam("reactions", expanding=True)
_WINDOW: Any = bindparam("window", type_=Duration)


def _questions(visible: Visible) -> ColumnElement[bool]:
    return and_(
        post.c.community_id == bindparam("community_id"),
        post.c.parent.is_(None),
        post.c.kind.in_(_KINDS),
        post.c.removed_at.is_(None),
        post.c.created_at >= _SINCE,
        visible(Post, post),
    )


ASKED = visible_statement(lambda visible: select(func.count()).select_from(post).where(_questions(visible)))


# --- which answer was useful ---------------------------------------------------------------------------------------


def _stands(reply: FromClause, visible: Visible) -> ColumnElement[bool]:
    """An answer to the question by somebody else that the reader sees."""
    return and_(
        reply.c.community_id == post.c.community_id,
        reply.c.thread == post.c.id,
        reply.c.parent == post.c.id,
        reply.c.kind.in_(_AWAITED),
        reply.c.removed_at.is_(None),
        by_another(reply),
        visible(Post, reply),
    )


def _confirmed_by_asker(answer: FromClause) -> ColumnElement[bool]:
    said = exists(
        select(confirmation.c.answer)
        .where(
            confirmation.c.community_id == answer.c.community_id,
            confirmation.c.answer == answer.c.id,
            confirmation.c.member == post.c.author,
        )
        .correlate(answer, post)
    )
    reacted = exists(
        select(reaction.c.post)
        .where(
            reaction.c.community_id == answer.c.community_id,
            reaction.c.post == answer.c.id,
            reaction.c.member == post.c.author,
            reaction.c.reaction.in_(_REACTIONS),
        )
        .correlate(answer, post)
    )
    return or_(said, reacted)


def _proven(visible: Visible) -> Any:
    """The first answer that is accepted, or confirmed by the asker."""
    accepted = _candidate.c.id == post.c.answer
    return (
        select(_candidate.c.id)
        .where(_stands(_candidate, visible), or_(accepted, _confirmed_by_asker(_candidate)))
        .order_by(_candidate.c.created_at, _candidate.c.id)
        .limit(1)
        .correlate(post)
        .scalar_subquery()
    )


def _tags_of(thread: ColumnElement[Any]) -> Select[Any]:
    return (
        select(post_tag.c.tag)
        .where(post_tag.c.community_id == post.c.community_id, post_tag.c.post == thread)
        .correlate(post, _later_post)
    )


def _asked_again() -> ColumnElement[bool]:
    """Whether what the asker wrote then is the same question again, or more below this one."""
    same = exists(_tags_of(_later_post.c.id).where(post_tag.c.tag.in_(_tags_of(post.c.id))))
    untagged = or_(~exists(_tags_of(post.c.id)), ~exists(_tags_of(_later_post.c.id)))
    marked = exists(
        select(duplicate.c.question)
        .where(
            duplicate.c.community_id == post.c.community_id,
            duplicate.c.question == _later_post.c.id,
            duplicate.c.root == post.c.id,
            duplicate.c.state == literal(DuplicateState.CONFIRMED, duplicate.c.state.type),
        )
        .correlate(post, _later_post)
    )
    asks = and_(_later_post.c.parent.is_(None), _later_post.c.kind.in_(_KINDS))
    return or_(_later_post.c.thread == post.c.id, and_(asks, or_(same, untagged, marked)))


def _came_back(visible: Visible, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the asker wrote something within the window behind the last answer."""
    return exists(
        select(_later_post.c.id)
        .where(
            _later_post.c.community_id == post.c.community_id,
            _later_post.c.author == post.c.author,
            _later_post.c.created_at > _last.c.created_at,
            _later_post.c.created_at <= later(_last.c.created_at, _WINDOW),
            _later_post.c.removed_at.is_(None),
            visible(Post, _later_post),
            *conditions,
        )
        .correlate(post, _last)
    )


def _not_asked_again(visible: Visible) -> Any:
    """The last answer, where the asker came back for other things and did not ask again."""
    newer = post.alias("newer")
    return (
        select(_last.c.id)
        .where(
            _stands(_last, visible),
            ~exists(
                select(newer.c.id)
                .where(
                    _stands(newer, visible),
                    or_(
                        newer.c.created_at > _last.c.created_at,
                        and_(newer.c.created_at == _last.c.created_at, newer.c.id > _last.c.id),
                    ),
                )
                .correlate(post, _last)
            ),
            post.c.state == literal(OPEN),
            later(_last.c.created_at, _WINDOW) <= bindparam("now", type_=UtcDateTime),
            _came_back(visible, _later_post.c.thread != post.c.id),
            not_(_came_back(visible, _asked_again())),
        )
        .correlate(post)
        .scalar_subquery()
    )


def _useful(visible: Visible) -> Any:
    """Each question with its useful answer, or none."""
    proven = _proven(visible)
    return (
        select(
            post.c.community_id,
            post.c.id,
            post.c.created_at.label("asked_at"),
            post.c.answer.label("accepted"),
            post.c.state,
            proven.label("proven"),
            # One that the asker's own answer solved waits for nobody.
            case((post.c.answer.is_(None), _not_asked_again(visible)), else_=null()).label("last"),
        )
        .where(_questions(visible))
        .subquery("useful")
    )


# --- percentiles ---------------------------------------------------------------------------------------------------

_WHO = case(
    (_answer.c.by_agent, literal(AGENT)),
    (membership.c.staff, literal(STAFF)),
    (_answer.c.author.is_not(None), literal(PEER)),
    else_=literal(UNKNOWN),
)


def _ranked(
    sort: ColumnElement[str],
    source: Any,
    asked_at: ColumnElement[Any],
    answered_at: ColumnElement[Any],
    id: Any,
) -> Select[Any]:
    """Each question of some sort, and where its time stands among those of that sort; never before the question."""
    soonest = case((answered_at < asked_at, asked_at), else_=answered_at)
    return select(
        sort.label("sort"),
        asked_at.label("asked_at"),
        soonest.label("answered_at"),
        func.row_number().over(partition_by=sort, order_by=(soonest - asked_at, id)).label("place"),
        func.count().over(partition_by=sort).label("size"),
    ).select_from(source)


def _percentiles(*ranked: Select[Any]) -> Any:
    """The one or two questions in the middle of each sort, and the one at the 90th percentile, with their places."""
    found = union_all(*ranked).subquery()
    middle, tenths = found.c.place * 2, found.c.place * 10
    return select(found.c.sort, found.c.size, found.c.place, found.c.asked_at, found.c.answered_at).where(
        or_(
            middle.between(found.c.size, found.c.size + 2),
            tenths.between(found.c.size * 9, found.c.size * 9 + 9),
        )
    )


def _times(visible: Visible) -> Any:
    useful = _useful(visible)
    answered = useful.join(
        _answer,
        and_(
            _answer.c.community_id == useful.c.community_id,
            _answer.c.id == func.coalesce(useful.c.proven, useful.c.last, type_=Id),
        ),
    ).outerjoin(
        membership,
        and_(membership.c.community_id == _answer.c.community_id, membership.c.id == _answer.c.author),
    )
    proof = case(
        (useful.c.proven.is_(None), literal(NOT_ASKED_AGAIN)),
        (useful.c.proven == useful.c.accepted, literal(ACCEPTED)),
        else_=literal(CONFIRMED),
    )
    return _percentiles(
        *(
            _ranked(sort, answered, useful.c.asked_at, _answer.c.created_at, useful.c.id)
            for sort in (literal(ALL), _WHO, proof)
        )
    )


USEFUL_TIMES = visible_statement(_times)


def _replied(visible: Visible) -> Any:
    """Each question with when somebody first replied, or none."""
    replied_at = (
        select(func.min(_candidate.c.created_at, type_=UtcDateTime))
        .where(
            _candidate.c.community_id == post.c.community_id,
            _candidate.c.thread == post.c.id,
            _candidate.c.parent.is_not(None),
            _candidate.c.removed_at.is_(None),
            by_a_person(_candidate),
            by_another(_candidate),
            visible(Post, _candidate),
        )
        .correlate(post)
        .scalar_subquery()
    )
    return (
        select(post.c.id, post.c.created_at.label("asked_at"), post.c.state, replied_at.label("replied_at"))
        .where(_questions(visible))
        .subquery("replied")
    )


def _first_replies(visible: Visible) -> Any:
    found = _replied(visible)
    ranked = _ranked(literal(FIRST_REPLY), found, found.c.asked_at, found.c.replied_at, found.c.id)
    return _percentiles(ranked.where(found.c.replied_at.is_not(None)))


FIRST_REPLIES = visible_statement(_first_replies)


# --- with those who still wait -------------------------------------------------------------------------------------


def _placed(source: Any, answered_at: ColumnElement[Any]) -> Any:
    """Each question that was answered or still waits, by how long it took or waits; at the same time waiting ones last.

    Settled ones without an answer wait for nothing, and are left out.
    """
    asked_at, now = source.c.asked_at, bindparam("now", type_=UtcDateTime)
    end = case((answered_at.is_(None), now), (answered_at < asked_at, asked_at), else_=answered_at)
    waits = case((answered_at.is_(None), 1), else_=0)
    order = (end - asked_at, waits, source.c.id)
    return (
        select(
            asked_at.label("asked_at"),
            end.label("end"),
            waits.label("waits"),
            func.row_number().over(order_by=order).label("place"),
            func.sum(waits).over(order_by=order, rows=(None, 0)).label("waited_less"),
            func.count().over().label("size"),
            func.sum(waits).over().label("waiting"),
        )
        .where(or_(answered_at.is_not(None), source.c.state.not_in([SOLVED, CLOSED])))
        .subquery("placed")
    )


def _runs(placed: Any) -> Select[Any]:
    """The runs of answered questions with no waiting one between them: where each begins, and how many it has.

    It ends where half of all questions are answered: there the curve has fallen to one half, whoever waits. So a row
    stands for each question that waits less than that, at most. The first row tells the sizes even where none is
    answered.
    """
    answered = placed.c.waits == 0
    needed = and_(answered, (placed.c.place - placed.c.waited_less) * 2 <= placed.c.size + 1)
    first = func.min(case((answered, placed.c.place)))
    return (
        select(placed.c.size, placed.c.waiting, first, func.count().filter(answered))
        .where(or_(needed, placed.c.place == 1))
        .group_by(placed.c.size, placed.c.waiting, placed.c.waited_less)
        .order_by(placed.c.waited_less)
    )


def _at_place(placed: Any) -> Select[Any]:
    return select(placed.c.asked_at, placed.c.end).where(placed.c.place == bindparam("place"))


def _placed_replies(visible: Visible) -> Any:
    found = _replied(visible)
    return _placed(found, found.c.replied_at)


def _placed_answers(visible: Visible) -> Any:
    useful = _useful(visible)
    answer = func.coalesce(useful.c.proven, useful.c.last, type_=Id)
    # By the primary key, and once for each question.
    answered_at = (
        select(_answer.c.created_at)
        .where(_answer.c.community_id == useful.c.community_id, _answer.c.id == answer)
        .correlate(useful)
        .scalar_subquery()
    )
    found = select(
        useful.c.id, useful.c.asked_at, useful.c.state, answered_at.label("answered_at")
    ).subquery()
    return _placed(found, found.c.answered_at)


REPLY_RUNS = visible_statement(lambda visible: _runs(_placed_replies(visible)))
REPLY_AT_PLACE = visible_statement(lambda visible: _at_place(_placed_replies(visible)))
ANSWER_RUNS = visible_statement(lambda visible: _runs(_placed_answers(visible)))
ANSWER_AT_PLACE = visible_statement(lambda visible: _at_place(_placed_answers(visible)))
