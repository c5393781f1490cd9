"""Whether a review is still of use."""

from commkit.moderation.reviews import statements as sql
from commkit.posts import Post
from commkit.runtime.sessions.context import Context


def was_judged(context: Context, post: Post) -> bool:
    """Whether a moderator has decided about the text of a post as it is now: no reviewer overrules them."""
    written = post.edited_at or post.created_at
    return context.one(sql.JUDGED, of_record="Post", of_object=post.id, since=written) is not None
