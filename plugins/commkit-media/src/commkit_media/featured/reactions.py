"""Featured comments stay in the thread that their posts are in."""

from commkit import Context
from commkit.posts import PostMoved, ThreadsMerged, ThreadSplit
from commkit_media.featured import statements as sql
from commkit_media.featured.feature import featured_feature


@featured_feature.reacts_to(PostMoved, ThreadsMerged, ThreadSplit)
def follow_posts(context: Context, fact: PostMoved | ThreadsMerged | ThreadSplit) -> None:
    """Read anew where the featured comments of the thread stand."""
    context.run(sql.FOLLOW, thread=fact.thread)
