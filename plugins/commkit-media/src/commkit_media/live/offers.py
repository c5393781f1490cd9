"""What a post must be like for a command of tickers to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_media.live.feature import live_feature
from commkit_media.live.messages import AddEntry, CorrectEntry, PinEntry
from commkit_media.policy import ENTRY, TICKER


@live_feature.offers(AddEntry, about=Post)
def is_open_ticker(context: Context, post: Post) -> bool:
    """A ticker that takes replies."""
    return post.kind == TICKER.name and post.opens and post.removed_at is None and post.locked_at is None


@live_feature.offers(CorrectEntry, about=Post)
@live_feature.offers(PinEntry, about=Post)
def is_entry(context: Context, post: Post) -> bool:
    """An entry that is there."""
    return post.kind == ENTRY.name and post.removed_at is None
