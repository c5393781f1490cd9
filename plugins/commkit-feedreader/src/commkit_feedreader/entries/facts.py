"""What happens to entries of feeds; told to who sees the entry, and the post that it became."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit_feedreader.entries.records import FeedEntryId


@frozen
class FeedEntryImported(Fact):
    """An entry of a feed was taken; `posts.created` tells of its post, too.

    Attributes:
        entry: The entry.
        post: The post that it became; None where it is only listed.
    """

    name = "feedreader.entry_imported"
    visible_to = "feedreader.read"
    entry: FeedEntryId
    post: PostId | None


@frozen
class FeedEntryUpdated(Fact):
    """A change of an entry was taken.

    Attributes:
        entry: The entry.
        post: The post that was edited; None where there is none, or somebody had edited it.
    """

    name = "feedreader.entry_updated"
    visible_to = "feedreader.read"
    entry: FeedEntryId
    post: PostId | None
