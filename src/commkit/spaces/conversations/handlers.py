"""How conversations are started, joined and left."""

from commkit.members import (
    Membership,
    add_to_kept_group,
    check_not_blocked_by,
    create_kept_group,
    remove_from_kept_group,
)
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.sessions.context import Context
from commkit.spaces.conversations.facts import ConversationStarted
from commkit.spaces.conversations.messages import AddToConversation, LeaveConversation, StartConversation
from commkit.spaces.conversations.queries import conversation_of
from commkit.spaces.conversations.records import Conversation
from commkit.spaces.feature import spaces
from commkit.spaces.handlers import add_space

MAX_MEMBERS = 50
"""Members of a conversation, at most."""


@spaces.handles(StartConversation)
def start_conversation(context: Context, command: StartConversation) -> Conversation:
    """Make a walled group and its space, then add everybody."""
    others = sorted(set(command.members) - {context.member})
    if not others or len(command.members) >= MAX_MEMBERS:
        raise Invalid.field("members", "out_of_range", f"name 1 to {MAX_MEMBERS - 1} other members")
    for member in others:
        check_not_blocked_by(context, context.get(Membership, member).id)
    audience = create_kept_group(context, kept_by=spaces.name, title="Conversation", walled=True)
    made = add_space(
        context,
        slug=f"conversation-{audience.id.hex}",
        title="Conversation",
        audience=audience.id,
        walled=True,
        kept_by=spaces.name,
    )
    for member in (context.member, *others):
        add_to_kept_group(context, audience.id, member, kept_by=spaces.name)
    context.emit(ConversationStarted(space=made.id))
    return conversation_of(context, made.id)


@spaces.handles(AddToConversation)
def add_to_conversation(context: Context, command: AddToConversation) -> Conversation:
    """Add the member; the group is locked then, so that the limit holds."""
    found = conversation_of(context, command.conversation)
    member = context.get(Membership, command.member).id
    if add_to_kept_group(context, found.audience, member, kept_by=spaces.name):
        check_not_blocked_by(context, member)
    after = conversation_of(context, found.id)
    if len(after.members) > MAX_MEMBERS:
        raise Conflict("spaces.conversation_full", f"a conversation has at most {MAX_MEMBERS} members")
    return after


@spaces.handles(LeaveConversation)
def leave_conversation(context: Context, command: LeaveConversation) -> None:
    """Remove the actor."""
    found = conversation_of(context, command.conversation)
    remove_from_kept_group(context, found.audience, context.member, kept_by=spaces.name)
