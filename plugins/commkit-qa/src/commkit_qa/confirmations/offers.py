"""What a post must be like for a command about confirmations to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit.storage import NOBODY
from commkit_qa.confirmations import statements as sql
from commkit_qa.confirmations.feature import confirmation_feature
from commkit_qa.confirmations.messages import ConfirmAnswer, WithdrawConfirmation
from commkit_qa.policy import is_answer_kind, question_kinds


@confirmation_feature.offers(ConfirmAnswer, about=Post)
def may_have_helped(context: Context, post: Post) -> bool:
    """Answers of others that are not removed."""
    return (
        post.parent == post.thread
        and post.removed_at is None
        and post.author != context.member_or_none
        and is_answer_kind(context.community_type, post.kind)
    )


@confirmation_feature.withholds(ConfirmAnswer, WithdrawConfirmation, about=Post)
def withhold_by_confirmation(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """Nobody confirms twice, or what answers no standing question, and nothing is taken back that is not there."""
    kinds = list(question_kinds(context.community_type))
    me = context.member_or_none
    own = dict(
        context.rows(sql.OWN_AMONG, member=me or NOBODY, answers=[post.id for post in shown], kinds=kinds)
    )
    return {post.id: tuple(_withheld(own.get(post.id))) for post in shown}


def _withheld(confirmed: bool | None) -> Iterable[type[Command[Any]]]:
    """By whether the reader confirmed it; None for what is no answer to a standing question."""
    if confirmed is None or confirmed:
        yield ConfirmAnswer
    if not confirmed:
        yield WithdrawConfirmation
