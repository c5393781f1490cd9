"""How minors and strangers are taken out of conversations that they are in already, and contacts are allowed."""

from commkit import Context, MemberId
from commkit.members import GroupId, remove_from_kept_group
from commkit_minors.conversations import statements as sql
from commkit_minors.conversations.queries import read_room
from commkit_minors.facts import ConversationSeparated
from commkit_minors.policy import to_take_out


def separate(context: Context, member: MemberId) -> None:
    """Take a person out of the conversations in which a minor and a stranger are since something of them changed.

    Args:
        context: The context of a command. Each conversation is locked before it is read: who is brought into it at the
            same time comes before, and is seen here, or after, and is refused.
        member: Of whom something changed: their age, a contact, or a group that they left.
    """
    rooms = sum(_part(context, group, first=member) for (group,) in context.rows(sql.ROOMS_OF, member=member))
    if rooms:
        context.emit(ConversationSeparated(member=member, rooms=rooms))


def separate_group(context: Context, group: GroupId) -> None:
    """The same for all in a group that is being deleted, so that they know each other by it no more."""
    context.rows(sql.LOCK_MEMBERS, id=group)
    for (room,) in context.rows(sql.ROOMS_OF_GROUP, id=group):
        _part(context, room, first=None, ignored=group)


def _part(
    context: Context, group: GroupId, *, first: MemberId | None, ignored: GroupId | None = None
) -> bool:
    """Lock a conversation, and take out who may not be in it; gives whether `first` went."""
    locked = context.rows(sql.LOCK_GROUP, id=group)
    if not locked:
        return False
    room = read_room(context, group, ignored=ignored)
    out = to_take_out(room.strangers, room.protected, first)
    for each in sorted(
        room.inside, key=lambda one: one.member == one.person
    ):  # agents ahead of their persons
        if each.person in out:
            remove_from_kept_group(context, group, each.member, kept_by=locked[0][0])
            if each.member == each.person and each.person != first:
                context.emit(ConversationSeparated(member=each.person, rooms=1))
    return first in out
