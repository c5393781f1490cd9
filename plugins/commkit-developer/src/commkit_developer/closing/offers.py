"""What a question must be like for votes about it to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit.storage import NOBODY
from commkit_developer.closing import statements as sql
from commkit_developer.closing.feature import closing_feature
from commkit_developer.closing.messages import RetractClosingVote, VoteToClose, VoteToReopen
from commkit_qa import CLOSED, ReopenQuestion, is_open_question, is_question


@closing_feature.offers(VoteToClose, about=Post)
def can_be_closed(context: Context, post: Post) -> bool:
    """Questions that are not settled, in threads that are not locked."""
    return is_open_question(context.community_type, post) and post.locked_at is None


@closing_feature.offers(VoteToReopen, about=Post)
def can_be_reopened(context: Context, post: Post) -> bool:
    """Questions that are closed."""
    return is_question(context.community_type, post) and post.state == CLOSED


@closing_feature.offers(RetractClosingVote, about=Post)
def may_have_votes(context: Context, post: Post) -> bool:
    """Questions."""
    return is_question(context.community_type, post)


@closing_feature.withholds(RetractClosingVote, ReopenQuestion, about=Post)
def withhold_without_vote(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """Who has no vote takes none back, and an asker does not open alone what others closed."""
    ids = [post.id for post in shown]
    rows = context.rows(sql.VOTED_OR_CLOSED, questions=ids, voter=context.member_or_none or NOBODY)
    voted = {question for question, is_vote in rows if is_vote}
    closed = {question for question, is_vote in rows if not is_vote}
    alone = context.can("qa.reopen")
    return {
        id: (
            *(() if id in voted else (RetractClosingVote,)),
            *((ReopenQuestion,) if id in closed and not alone else ()),
        )
        for id in ids
    }
