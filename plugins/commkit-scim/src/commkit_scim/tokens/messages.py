"""The commands and queries of tokens."""

from typing import Annotated

from attrs import frozen

from commkit import Command, MemberId, Query, Text
from commkit_scim.tokens.records import ScimClient, ScimToken, ScimTokenId


@frozen(kw_only=True)
class CreateScimToken(Command[ScimToken]):
    """Make a token for a directory; its secret is returned this once.

    Attributes:
        label: What it is for, such as the name of the directory.
        agent: The agent in whose name the directory acts, within its role and scopes; None for the host, which only the
            host itself says.

    Raises:
        NotFound: There is no such agent.
        Denied: The actor is not the host, and names no agent.
        Conflict: The community has 20 tokens already.
    """

    permission = "scim.manage_tokens"
    creates = True
    personal = ()

    label: Annotated[str, Text(max=100, multiline=False)]
    agent: MemberId | None = None


@frozen
class RevokeScimToken(Command[None]):
    """Revoke a token: from now on it is one that never was.

    Raises:
        NotFound: There is no such token.
    """

    permission = "scim.manage_tokens"
    withdraws = True

    token: ScimTokenId


@frozen
class ListScimTokens(Query[tuple[ScimToken, ...]]):
    """List the tokens of the community, the oldest first, without their secrets."""

    permission = "scim.manage_tokens"


@frozen
class ResolveScimToken(Query[ScimClient]):
    """For whom a token stands; asked in the name of the host with each request of a directory.

    Attributes:
        secret: What was sent.

    Raises:
        NotFound: There is no such token here, it was revoked, or its agent was removed or is not inside any more; these
            are not told apart.
    """

    permission = "scim.resolve_token"
    personal = ("secret",)
    host_only = True

    secret: Annotated[str, Text(max=200, multiline=False)]
