"""What happens to heated threads. The facts name no member."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit_topical.cooling.records import CoolingEnd, CoolingId


@frozen
class CoolingStarted(Fact):
    """A thread heated up, and is slowed down.

    Attributes:
        cooling: The cooling.
        thread: The thread.
        pause_seconds: The pause between two replies of one member.
    """

    name = "topical.cooling_started"
    visible_to = "topical.read_cooling"
    cooling: CoolingId
    thread: PostId
    pause_seconds: int


@frozen
class CoolingEnded(Fact):
    """A thread is slowed down no more.

    Attributes:
        cooling: The cooling.
        thread: The thread.
        end: Why.
    """

    name = "topical.cooling_ended"
    visible_to = "topical.read_cooling"
    cooling: CoolingId
    thread: PostId
    end: CoolingEnd


@frozen
class PostRephrased(Fact):
    """Somebody rephrased a post of theirs while its thread cooled; `posts.edited` tells of it, too.

    Attributes:
        post: The post.
    """

    name = "topical.post_rephrased"
    visible_to = "topical.read_cooling"
    post: PostId
