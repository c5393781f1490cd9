"""The commands and queries of feed tokens."""

from typing import Annotated

from attrs import frozen

from commkit.feeds.records import FeedToken, FeedTokenId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.values.texts import Text


@frozen
class CreateFeedToken(Command[FeedToken]):
    """Make a token by which feeds and calendars are read as the actor; its secret is returned this once.

    It stands for reading feeds and calendars of this community alone, shows what its member may see at that moment, and
    ends with the membership.

    Attributes:
        label: What it is for, such as `phone`; the member sees it in their list.

    Raises:
        Conflict: The actor has 20 tokens here already.
    """

    permission = "feeds.manage_tokens"
    creates = True
    discreet = True
    personal = ("label",)

    label: Annotated[str, Text(max=100, min=0, multiline=False)] = ""


@frozen
class RevokeFeedToken(Command[None]):
    """Revoke one of the actor's tokens: from now on it is one that never was.

    Attributes:
        token: Which.

    Raises:
        NotFound: The actor has no such token.
    """

    permission = "feeds.manage_tokens"
    withdraws = True
    discreet = True
    personal = ()

    token: FeedTokenId


@frozen
class ListMyFeedTokens(Query[tuple[FeedToken, ...]]):
    """List the actor's tokens in this community, the oldest first, without their secrets."""

    permission = "feeds.manage_tokens"
