"""What is told of ranked replies."""

from datetime import datetime

from attrs import frozen

from commkit.posts import Post, PostId, PostView
from commkit_ranking.policy import ReplyOrder


@frozen
class RankedReply:
    """A reply among those to the same post.

    Attributes:
        post: The reply.
        replies: How many replies to it the reader may see; list them by their ranks with it as the parent.
    """

    post: Post
    replies: int


@frozen
class RankedReplyView:
    """A reply among those to the same post, as a page shows it.

    Attributes:
        view: The reply with all that a page shows of it.
        replies: How many replies to it the reader may see.
    """

    view: PostView
    replies: int


@frozen(kw_only=True)
class ReplyRankExplanation:
    """Why a reply stands where it stands among those to the same post.

    Attributes:
        reply: The reply.
        parent: The post that it replies to.
        order: In which order.
        value: What it is sorted by: of `newest` and `oldest` seconds since 1970, of others what the formula gives.
        formula: The formula, in the names of the fields below.
        up: Votes for it.
        down: Votes against it.
        score: Votes for it less votes against it.
        written_at: When it was written.
        effective_at: The moment from which pages have it at this place; lists begun before have it at another one.
    """

    reply: PostId
    parent: PostId
    order: ReplyOrder
    value: float
    formula: str
    up: int
    down: int
    score: int
    written_at: datetime
    effective_at: datetime
