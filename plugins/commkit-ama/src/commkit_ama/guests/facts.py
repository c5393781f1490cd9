"""What happens to guests."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId


@frozen
class GuestsSet(Fact):
    """Somebody said who answers the questions of an hour.

    Attributes:
        thread: The post that opened the hour.
        added: Who is a guest from now on.
        removed: Who is none any more.
    """

    name = "ama.guests_set"
    visible_to = "ama.read"
    thread: PostId
    added: tuple[MemberId, ...]
    removed: tuple[MemberId, ...]
