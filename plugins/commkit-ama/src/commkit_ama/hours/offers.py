"""What a post must be like for a command of question hours to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import AddReaction, Post, PostId, RemoveReaction
from commkit.storage import NOBODY
from commkit_ama.feature import ANSWER_ALL, hour_feature
from commkit_ama.guests.messages import SetGuests
from commkit_ama.hours import statements as sql
from commkit_ama.hours.messages import EndQuestionHour, SetQuestionTimes
from commkit_ama.policy import GUEST_QUESTION, HOUR_KINDS, QUESTION_HOUR
from commkit_ama.questions.messages import AnswerAsGuest


@hour_feature.offers(SetQuestionTimes, EndQuestionHour, SetGuests, about=Post)
def is_hour(context: Context, post: Post) -> bool:
    """A question hour."""
    return post.kind == QUESTION_HOUR.name and post.opens


@hour_feature.offers(AnswerAsGuest, about=Post)
def is_question(context: Context, post: Post) -> bool:
    """A question that is there."""
    return post.kind == GUEST_QUESTION.name and post.removed_at is None


@hour_feature.withholds(AnswerAsGuest, EndQuestionHour, SetGuests, AddReaction, RemoveReaction, about=Post)
def withhold_by_hour(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """Who is no guest answers nothing, and hours that ended accept nothing."""
    posts = [post.id for post in shown if post.kind in HOUR_KINDS]
    if not posts:
        return {}
    rows = context.rows(sql.OFFER_STATES, me=context.member_or_none or NOBODY, posts=posts)
    answers_all, bookmarks = context.can(ANSWER_ALL), 0 in context.community_type.reactions.values()
    votes = () if bookmarks else (AddReaction, RemoveReaction)
    ended = (AnswerAsGuest, EndQuestionHour, SetGuests, *votes)
    return {
        id: ended
        if ends_at is not None and ends_at <= context.now
        else (() if answers_all or guest is not None else (AnswerAsGuest,))
        for id, ends_at, guest in rows
    }
