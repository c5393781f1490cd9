"""What a post must be like for other tags to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.members import own_members
from commkit.posts import Post, PostId
from commkit_developer.retagging.feature import retag_feature
from commkit_developer.retagging.handlers import retags_others
from commkit_developer.retagging.messages import RetagPost
from commkit_qa import is_question


@retag_feature.offers(RetagPost, about=Post)
def is_standing_question(context: Context, post: Post) -> bool:
    """Questions that are not removed."""
    return is_question(context.community_type, post)


@retag_feature.withholds(RetagPost, about=Post)
def withhold_of_others(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """Others' questions take a privilege."""
    if retags_others(context):
        return {}
    own = own_members(context)
    return {post.id: (RetagPost,) for post in shown if post.author is None or post.author not in own}
