"""Facts about tag rules."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class TagsMerged(Fact):
    """A tag became a synonym of another one, and its threads get that one.

    Attributes:
        tag: The tag that is a synonym now.
        into: The tag that it stands for.
    """

    name = "posts.tags_merged"
    visible_to = "posts.read"
    tag: str
    into: str


@frozen
class TagReservationChanged(Fact):
    """A tag was reserved, or is not reserved any more."""

    name = "posts.tag_reservation_changed"
    visible_to = "posts.read"
    tag: str
    reserved: bool


@frozen
class ThreadsRetagged(Fact):
    """Threads have another tag now, because theirs was merged into it."""

    name = "posts.threads_retagged"
    visible_to = "posts.read"
    tag: str
    into: str
    threads: tuple[PostId, ...]
