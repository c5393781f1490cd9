"""When it is offered to apologise, besides the permission."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context
from commkit.posts import Post
from commkit_topical.apologies import statements as sql
from commkit_topical.apologies.messages import WriteApology
from commkit_topical.apologies.policy import is_answerable
from commkit_topical.cooling.feature import cooling_feature


@cooling_feature.offers(WriteApology, about=Post)
def is_by_another_member(context: Context, post: Post) -> bool:
    """What somebody else wrote, and was not removed."""
    return post.author not in {None, context.member_or_none} and post.removed_at is None


@cooling_feature.withholds(WriteApology, about=Post)
def waits_for_no_pause(context: Context, posts: Sequence[Post]) -> Mapping[UUID, tuple[type, ...]]:
    """From all but the two who are asked to pause, and from who has apologised; where nobody can reply."""
    me, threads = context.member_or_none, list({post.thread for post in posts})
    rows = context.rows(sql.OF_RUNNING, threads=threads, me=me) if me is not None and threads else []
    cooling = {
        thread: ((first, second), since) for thread, first, second, since, mine in rows if mine is None
    }
    withheld: dict[UUID, tuple[type, ...]] = {}
    for post in posts:
        pair, since = cooling.get(post.thread, ((), post.created_at))
        if not is_answerable(post, by=me, pair=pair, since=since):
            withheld[post.id] = (WriteApology,)
    return withheld
