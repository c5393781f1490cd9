"""What a post must be like for it to be bound to a page, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_media.pages.feature import page_feature
from commkit_media.pages.messages import BindPage


@page_feature.offers(BindPage, about=Post)
def opens(context: Context, post: Post) -> bool:
    """What opens a thread that is there, and takes comments."""
    return post.opens and post.removed_at is None and post.locked_at is None
