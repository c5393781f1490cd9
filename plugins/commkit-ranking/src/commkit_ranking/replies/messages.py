"""The queries of ranked replies."""

from attrs import field, frozen

from commkit import Page, Query
from commkit.posts import PostId
from commkit_ranking.policy import ReplyOrder
from commkit_ranking.replies.records import RankedReply, RankedReplyView, ReplyRankExplanation


@frozen
class ListRankedReplies(Query[Page[RankedReply]]):
    """List the replies to a post by their rank; those to a reply with that one as the parent, and so on.

    The pages of a list follow its first one for an hour: replies stand where they stood then, whatever is voted in
    between, so that none is shown twice, and none is left out. What was written since is not on them; what was removed
    or moved away is not shown any more.

    Attributes:
        parent: The post that they reply to: one that opens a thread, or a reply.
        order: Their order.
        after: The `next` of the page before, of the same post in the same order.
        limit: Replies on a page, 1 to 100.

    Raises:
        NotFound: There is no such post for this actor.
        Invalid: The cursor is of another list, or its first page was read more than an hour ago.
    """

    permission = "ranking.read"
    granted_to = "visitor"
    personal = ()

    parent: PostId
    order: ReplyOrder = field(default=ReplyOrder.BEST, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ViewRankedReplies(Query[Page[RankedReplyView]]):
    """What `ListRankedReplies` lists, with all that a page shows of it, in a fixed number of statements.

    Attributes:
        parent: As for `ListRankedReplies`, like the rest.
        rendered: Whether texts are rendered, which needs the extra `rendering`; otherwise `html` is None.

    Raises:
        NotFound: As for `ListRankedReplies`.
        Invalid: As for `ListRankedReplies`.
        PluginError: Texts are to be rendered, and the extra is not installed.
    """

    permission = "ranking.read"
    granted_to = "visitor"
    personal = ()

    parent: PostId
    order: ReplyOrder = field(default=ReplyOrder.BEST, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
    rendered: bool = field(default=True, kw_only=True)


@frozen
class ExplainReplyRank(Query[ReplyRankExplanation]):
    """Why a reply stands where it stands among those to the same post: the formula, and the numbers in it.

    Attributes:
        reply: The reply.
        order: In which order.

    Raises:
        NotFound: There is no such reply for this actor, or it has no rank yet (`ranking.not_ranked`).
    """

    permission = "ranking.read"
    granted_to = "visitor"
    personal = ()

    reply: PostId
    order: ReplyOrder = field(default=ReplyOrder.BEST, kw_only=True)
