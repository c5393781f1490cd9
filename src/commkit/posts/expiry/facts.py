"""The fact of expiry."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class ThreadsExpired(Fact):
    """Threads were taken out of sight for good, and what was written in them was blanked, since they are old.

    Nobody removed them: it costs no author trust. `PostsHidden` tells of each of their posts.

    Attributes:
        threads: The posts that opened them.
    """

    name = "posts.threads_expired"
    visible_to = "posts.read_removed"
    threads: tuple[PostId, ...]
