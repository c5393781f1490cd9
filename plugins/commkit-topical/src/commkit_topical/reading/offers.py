"""When it is offered to keep a post in a reading list, and to change one, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_topical.reading.feature import reading_feature
from commkit_topical.reading.messages import AddToReadingList


@reading_feature.offers(AddToReadingList, about=Post)
def is_there(context: Context, post: Post) -> bool:
    """What was not removed."""
    return post.removed_at is None
