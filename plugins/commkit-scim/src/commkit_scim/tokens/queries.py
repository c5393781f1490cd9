"""How tokens are listed, and for whom one stands."""

from typing import Any

from commkit import Context
from commkit_scim.feature import scim
from commkit_scim.policy import ScimSettings
from commkit_scim.tokens import statements as sql
from commkit_scim.tokens.messages import ListScimTokens, ResolveScimToken
from commkit_scim.tokens.policy import hash_secret, id_of, is_secret, token_not_found
from commkit_scim.tokens.records import ScimClient, ScimToken

_NOBODYS = hash_secret("")
"""What a secret is compared with where there is no token, so that its answer takes as long."""


@scim.handles(ListScimTokens)
def list_scim_tokens(context: Context, query: ListScimTokens) -> tuple[ScimToken, ...]:
    """All of them."""
    return tuple(context.rows(sql.ALL))


@scim.handles(ResolveScimToken)
def resolve_scim_token(context: Context, query: ResolveScimToken) -> ScimClient:
    """Find the token by its id, and compare the hash of its secret."""
    id = id_of(query.secret)
    found: Any = context.one(sql.OWNER, id=id) if id is not None else None
    hashed, agent, key = found or (_NOBODYS, None, None)
    if not is_secret(query.secret, hashed) or found is None or (agent is not None and key is None):
        raise token_not_found()
    settings = context.settings(ScimSettings)
    return ScimClient(key, settings.emails, settings.roles)
