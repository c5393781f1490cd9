"""How conversations are read: by their members only, whatever somebody's role."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from commkit.members import GroupId, may_message_despite_block
from commkit.runtime.model.errors import Denied, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size
from commkit.spaces.conversations import statements as sql
from commkit.spaces.conversations.messages import ListMyConversations
from commkit.spaces.conversations.records import Conversation
from commkit.spaces.feature import spaces
from commkit.spaces.records import SpaceId

_BY_GROUP = keyset(UUID, of="spaces.my_conversations")
_Row = tuple[SpaceId, GroupId, datetime]


@spaces.handles(ListMyConversations)
def list_my_conversations(context: Context, query: ListMyConversations) -> Page[Conversation]:
    """Read a page of the actor's conversations, then the members of all of them at once."""
    limit = page_size(query.limit)
    (after,) = _BY_GROUP.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.MINE, member=context.member, after=after, size=limit + 1)
    return _BY_GROUP.page(_with_members(context, rows), limit, lambda one: (one.audience,))


def conversation_of(context: Context, id: SpaceId) -> Conversation:
    """A conversation that the actor is in.

    Raises:
        NotFound: There is none.
    """
    rows = context.rows(sql.ONE, member=context.member, id=id)
    for found in _with_members(context, rows):
        return found
    raise NotFound("runtime.not_found", "there is no such conversation here, or it is not for you to see")


def is_conversation_ended(context: Context, audience: GroupId) -> bool:
    """Whether a group is that of a conversation of two, the other one of whom blocks the actor."""
    if may_message_despite_block(context):
        return False
    return context.rows(sql.IS_ENDED, audience=audience, writer=context.member) == [(True,)]


def stands_in_ended(context: Context, record: type, id: UUID) -> bool:
    """Whether an object stands in a conversation of two, the other one of whom blocks the actor.

    Ask for actors whom blocks concern only: see `may_message_despite_block`.
    """
    return bool(context.rows(sql.ended_around(record), id=id, writer=context.member))


def check_not_ended(context: Context, audience: GroupId) -> None:
    """Check that the actor may go on writing for a group, if it is that of a conversation.

    Raises:
        Denied: It is one of two, and the other one blocks the actor.
    """
    if is_conversation_ended(context, audience):
        raise conversation_ended()


def conversation_ended() -> Denied:
    """The error of who writes to somebody that blocks them."""
    return Denied("spaces.conversation_ended", "this member takes no more messages from you")


def _with_members(context: Context, rows: Sequence[_Row]) -> list[Conversation]:
    if not rows:
        return []
    inside: dict[GroupId, list[MemberId]] = {}
    for group, member in context.rows(sql.MEMBERS, groups=[audience for _, audience, _ in rows]):
        inside.setdefault(group, []).append(member)
    return [
        Conversation(id, audience, tuple(inside.get(audience, ())), created_at)
        for id, audience, created_at in rows
    ]
