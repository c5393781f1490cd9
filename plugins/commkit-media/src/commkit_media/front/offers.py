"""What a post must be like for a pin to the front page to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit_media.front import statements as sql
from commkit_media.front.feature import front_feature
from commkit_media.front.messages import PinToFront
from commkit_media.front.queries import CLOSED_STATES, article_kinds


@front_feature.offers(PinToFront, about=Post)
def may_stand_there(context: Context, post: Post) -> bool:
    """An article, or a comment, that is there."""
    return post.removed_at is None and (not post.opens or post.kind in article_kinds(context))


@front_feature.withholds(PinToFront, about=Post)
def withhold_fallen(context: Context, shown: Sequence[Post]) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """What was retired or archived stands on no front page."""
    rows = context.rows(sql.STANDING, posts=[post.id for post in shown], closed_states=CLOSED_STATES)
    stands = {id for (id,) in rows}
    return {post.id: (PinToFront,) for post in shown if post.id not in stands}
