"""What happens when somebody apologises. The fact names no member."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit_topical.cooling.records import CoolingId


@frozen
class ApologyWritten(Fact):
    """Somebody apologised in a thread that cools; `posts.created` tells of the reply, too.

    Attributes:
        cooling: The cooling.
        post: The reply.
    """

    name = "topical.apology_written"
    visible_to = "topical.read_cooling"
    cooling: CoolingId
    post: PostId
