"""What a post must be like for a conversion to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit_developer.conversions import statements as sql
from commkit_developer.conversions.feature import conversion_feature
from commkit_developer.conversions.handlers import converts_others
from commkit_developer.conversions.messages import ConvertToAnswer, ConvertToComment, UndoConversion
from commkit_developer.conversions.records import Conversion
from commkit_qa import is_answer_kind


@conversion_feature.offers(ConvertToAnswer, about=Post)
def is_comment(context: Context, post: Post) -> bool:
    """Replies that are no answers."""
    return (
        not post.opens and post.removed_at is None and not is_answer_kind(context.community_type, post.kind)
    )


@conversion_feature.offers(ConvertToComment, about=Post)
def is_answer(context: Context, post: Post) -> bool:
    """Answers."""
    return not post.opens and post.removed_at is None and is_answer_kind(context.community_type, post.kind)


@conversion_feature.offers(UndoConversion, about=Conversion)
def stands(context: Context, conversion: Conversion) -> bool:
    """What is over is not undone."""
    return conversion.ended_at is None


@conversion_feature.withholds(ConvertToAnswer, ConvertToComment, about=Post)
def withhold_stuck(context: Context, shown: Sequence[Post]) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """An accepted answer stays one, nothing moves in a locked thread, and others' posts take a privilege."""
    stuck = {id for (id,) in context.rows(sql.STUCK, posts=[post.id for post in shown])}
    if not converts_others(context):
        stuck |= {post.id for post in shown if post.author is None or post.author != context.member_or_none}
    return dict.fromkeys(stuck, (ConvertToAnswer, ConvertToComment))
