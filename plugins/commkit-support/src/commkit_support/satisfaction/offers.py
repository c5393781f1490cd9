"""When rating a solution is offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit_qa import is_question
from commkit_support.satisfaction import statements as sql
from commkit_support.satisfaction.feature import SatisfactionSettings, satisfaction_feature
from commkit_support.satisfaction.messages import RateSolution


@satisfaction_feature.offers(RateSolution, about=Post)
def is_own_question(context: Context, post: Post) -> bool:
    """Questions of one's own."""
    mine = post.author is not None and post.author == context.member_or_none
    return mine and is_question(context.community_type, post)


@satisfaction_feature.withholds(RateSolution, about=Post)
def withhold_unless_asked(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """Whoever was not asked, has answered, or is too late."""
    since = context.now - context.settings(SatisfactionSettings).rate_within
    ids = [post.id for post in shown]
    waiting = {id for (id,) in context.rows(sql.WAITING, questions=ids, since=since)}
    return {id: (RateSolution,) for id in ids if id not in waiting}
