"""What happens to entries of tickers, besides that they are written."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId


@frozen
class EntryCorrected(Fact):
    """An entry was corrected.

    Attributes:
        post: The entry.
        version: The version of it that the correction made.
    """

    name = "media.entry_corrected"
    visible_to = "media.read_tickers"
    post: PostId
    version: int


@frozen
class EntryPinned(Fact):
    """An entry was pinned, or is not any more.

    Attributes:
        post: The entry.
        pinned: Whether it is.
    """

    name = "media.entry_pinned"
    visible_to = "media.read_tickers"
    post: PostId
    pinned: bool
