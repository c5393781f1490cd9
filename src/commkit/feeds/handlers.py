"""How feed tokens are made and revoked."""

from attrs import evolve

from commkit.feeds import statements as sql
from commkit.feeds.feature import feeds
from commkit.feeds.messages import CreateFeedToken, RevokeFeedToken
from commkit.feeds.policy import MAX_TOKENS, hash_secret, new_secret
from commkit.feeds.records import FeedToken, FeedTokenId
from commkit.feeds.tables import feed_token
from commkit.members import lock_member
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context


@feeds.loads(FeedToken, owner=lambda token: token.member, table=feed_token)
def fetch_feed_token(context: Context, id: FeedTokenId) -> FeedToken | None:
    """Load one of the actor's own tokens; nobody else's, whatever the actor's role."""
    return context.one(sql.ONE, id=id)


@feeds.handles(CreateFeedToken)
def create_feed_token(context: Context, command: CreateFeedToken) -> FeedToken:
    """Store the hash of a new secret."""
    me = context.member
    lock_member(
        context, me
    )  # two at once cannot both be the last that is allowed, nor outlive the membership
    if context.rows(sql.COUNT, member=me)[0][0] >= MAX_TOKENS:
        raise Conflict("feeds.too_many_tokens", f"you have {MAX_TOKENS} tokens here; revoke one first")
    secret = new_secret()
    made = FeedToken(FeedTokenId(context.new_id()), me, command.label, None, context.now, None)
    context.run(sql.ADD, made, secret_hash=hash_secret(secret))
    return evolve(made, secret=secret)


@feeds.handles(RevokeFeedToken)
def revoke_feed_token(context: Context, command: RevokeFeedToken) -> None:
    """Delete the token."""
    context.run(sql.DELETE, id=context.get(FeedToken, command.token).id)
