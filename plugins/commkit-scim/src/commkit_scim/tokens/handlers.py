"""How tokens are made and revoked."""

from attrs import evolve

from commkit import Conflict, Context, Denied
from commkit.communities import lock_community
from commkit.members import Agent, AgentId
from commkit_scim.feature import scim
from commkit_scim.tokens import statements as sql
from commkit_scim.tokens.messages import CreateScimToken, RevokeScimToken
from commkit_scim.tokens.policy import MAX_TOKENS, hash_secret, new_secret
from commkit_scim.tokens.records import ScimToken, ScimTokenId


@scim.loads(ScimToken)
def fetch_token(context: Context, id: ScimTokenId) -> ScimToken | None:
    """Load a token for those who manage them."""
    return context.one(sql.ONE, id=id) if context.can("scim.manage_tokens") else None


@scim.handles(CreateScimToken)
def create_scim_token(context: Context, command: CreateScimToken) -> ScimToken:
    """Store the hash of a new secret."""
    if command.agent is not None:
        context.get(Agent, AgentId(command.agent))
    elif context.role != "system":
        raise Denied("scim.agent_needed", "name an agent: a token of the host is made by the host alone")
    lock_community(context)  # two at once cannot both be the last that is allowed
    if context.rows(sql.COUNT)[0][0] >= MAX_TOKENS:
        raise Conflict("scim.too_many_tokens", f"a community has {MAX_TOKENS} tokens; revoke one first")
    made = ScimToken(ScimTokenId(context.new_id()), command.label, command.agent, context.now)
    secret = new_secret(made.id)
    context.run(sql.ADD, made, secret_hash=hash_secret(secret), created_by=context.member_or_none)
    return evolve(made, secret=secret)


@scim.handles(RevokeScimToken)
def revoke_scim_token(context: Context, command: RevokeScimToken) -> None:
    """Delete the token."""
    context.run(sql.DELETE, id=context.get(ScimToken, command.token).id)
