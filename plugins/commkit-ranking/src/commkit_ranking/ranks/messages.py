"""The query of ranks."""

from attrs import field, frozen

from commkit import Query
from commkit.posts import PostId
from commkit_ranking.policy import RankOrder
from commkit_ranking.ranks.records import RankExplanation


@frozen
class ExplainRank(Query[RankExplanation]):
    """Why a thread stands where it stands: what it is sorted by, the formula, and the numbers in it.

    Attributes:
        thread: The post that opened it.
        order: In which order.

    Raises:
        NotFound: There is no such thread for this actor, or it has no rank yet (`ranking.not_ranked`).
    """

    permission = "ranking.read"
    granted_to = "visitor"
    personal = ()

    thread: PostId
    order: RankOrder = field(default=RankOrder.HOT, kw_only=True)
