"""The commands and queries of conversations."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.spaces.conversations.records import Conversation
from commkit.spaces.records import SpaceId


@frozen
class StartConversation(Command[Conversation]):
    """Start a conversation with other members; messages are written in its space.

    Attributes:
        members: The others, 1 to 49.

    Raises:
        Invalid: There are none or too many of them, or one is named twice or is the actor.
        NotFound: One of them is not inside the community.
        Denied: One of them blocks the actor.
    """

    permission = "spaces.converse"
    creates = True

    members: tuple[MemberId, ...]


@frozen
class AddToConversation(Command[Conversation]):
    """Add a member to a conversation; they read what was written before. Repeated, it changes nothing.

    Raises:
        NotFound: There is no such conversation for this actor, or no such member inside the community.
        Denied: The member blocks the actor.
        Conflict: 50 members are in it.
    """

    permission = "spaces.converse"

    conversation: SpaceId
    member: MemberId


@frozen
class LeaveConversation(Command[None]):
    """Leave a conversation; what the actor wrote stays.

    Raises:
        NotFound: There is no such conversation for this actor.
    """

    permission = "spaces.converse"
    withdraws = True

    conversation: SpaceId


@frozen(kw_only=True)
class ListMyConversations(Query[Page[Conversation]]):
    """List the conversations that the actor is in, the one that was started last first."""

    permission = "spaces.converse"
    personal = ()

    after: str | None = None
    limit: int = 20
