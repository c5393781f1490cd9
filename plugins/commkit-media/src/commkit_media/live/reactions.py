"""How entries get their places, and keep them when threads are merged, split and moved."""

from commkit import Context
from commkit.posts import PostCreated, PostMoved, ThreadsMerged, ThreadSplit
from commkit_media.live import statements as sql
from commkit_media.live.feature import live_feature
from commkit_media.policy import ENTRY


@live_feature.reacts_to(PostCreated)
def place_entry(context: Context, fact: PostCreated) -> None:
    """The position of an entry is its number in the thread, which locks the thread while it is given."""
    if fact.kind == ENTRY.name:
        context.run(sql.PLACE, post=fact.post)


@live_feature.reacts_to(PostMoved, ThreadsMerged, ThreadSplit)
def place_again(context: Context, fact: PostMoved | ThreadsMerged | ThreadSplit) -> None:
    """Entries stand where their posts do."""
    context.run(sql.PLACE_AGAIN, thread=fact.thread)
