"""What a post must be like for assets to be added to it, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_media.policy import PRESS_KIT
from commkit_media.press.assets.messages import AddAsset
from commkit_media.press.feature import press_feature


@press_feature.offers(AddAsset, about=Post)
def is_kit(context: Context, post: Post) -> bool:
    """A press kit that is there, to members: the host uploads no files."""
    return context.member_or_none is not None and post.kind == PRESS_KIT.name and post.removed_at is None
