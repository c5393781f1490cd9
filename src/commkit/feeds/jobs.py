"""What whoever serves feeds asks, in the name of the host: for whom a token reads, and that it was used."""

from typing import Annotated, Any

from attrs import frozen

from commkit.feeds import statements as sql
from commkit.feeds.feature import feeds
from commkit.feeds.policy import USE_INTERVAL, hash_secret, is_use_due, token_not_found
from commkit.feeds.records import FeedTokenId, FeedTokenOwner
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.texts import Text

__all__ = ["RecordFeedTokenUse", "ResolveFeedToken"]


@frozen
class ResolveFeedToken(Query[FeedTokenOwner]):
    """For whom a token reads. Open a session of that member, and show what they see there.

    Attributes:
        secret: What stands in the address.

    Raises:
        NotFound: There is no such token, it was revoked, or its member is not inside any more; these are not told
            apart.
    """

    permission = "feeds.use_tokens"
    personal = ("secret",)

    secret: Annotated[str, Text(max=200, multiline=False)]


@frozen
class RecordFeedTokenUse(Command[None]):
    """Store that a token was used; within a day of a use that was stored it changes nothing.

    Attributes:
        token: Which.
    """

    permission = "feeds.use_tokens"
    when_archived = True
    when_type_missing = True
    personal = ()

    token: FeedTokenId


@feeds.handles(ResolveFeedToken)
def resolve_feed_token(context: Context, query: ResolveFeedToken) -> FeedTokenOwner:
    """Find the token by the hash of its secret."""
    found: Any = context.one(sql.OWNER, secret_hash=hash_secret(query.secret))
    if found is None:
        raise token_not_found()
    token, key, last_used_at = found
    return FeedTokenOwner(token, key, is_use_due(last_used_at, context.now))


@feeds.handles(RecordFeedTokenUse)
def record_feed_token_use(context: Context, command: RecordFeedTokenUse) -> None:
    """Store it, if none was stored lately."""
    context.run(sql.RECORD_USE, id=command.token, now=context.now, before=context.now - USE_INTERVAL)
