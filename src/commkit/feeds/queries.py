"""How members see their tokens."""

from commkit.feeds import statements as sql
from commkit.feeds.feature import feeds
from commkit.feeds.messages import ListMyFeedTokens
from commkit.feeds.records import FeedToken
from commkit.runtime.sessions.context import Context


@feeds.handles(ListMyFeedTokens)
def list_my_feed_tokens(context: Context, query: ListMyFeedTokens) -> tuple[FeedToken, ...]:
    """List the actor's own; their number is limited."""
    return tuple(context.rows(sql.OF_MEMBER, member=context.member))
