"""What a post must be like for its closing to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_media.closing.feature import closing_feature
from commkit_media.closing.messages import SetClosing


@closing_feature.offers(SetClosing, about=Post)
def opens(context: Context, post: Post) -> bool:
    """What opens a thread."""
    return post.opens
