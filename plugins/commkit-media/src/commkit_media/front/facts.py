"""What happens to the front page."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId


@frozen
class FrontPinned(Fact):
    """A post was pinned to a slot of the front page.

    Attributes:
        slot: The number of the slot.
        post: The post.
    """

    name = "media.front_pinned"
    visible_to = "media.read_front"
    slot: int
    post: PostId


@frozen
class FrontUnpinned(Fact):
    """A slot of the front page has no pin any more.

    Attributes:
        slot: The number of the slot.
    """

    name = "media.front_unpinned"
    visible_to = "media.edit_front"
    slot: int
