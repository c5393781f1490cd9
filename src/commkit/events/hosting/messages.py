"""Commands about co-hosts and invitations."""

from attrs import frozen

from commkit.events.records import Event, EventId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command


@frozen
class InviteToEvent(Command[Event]):
    """Invite members and notify them; they see an event for invited members too. Repeating it changes nothing.

    Members who block the actor are left out, without a word.

    Attributes:
        event: The event.
        members: The members, at most 200 at once.

    Raises:
        NotFound: One of them is not a member here.
        Conflict: The event is cancelled.
        Invalid: There are too many.
    """

    permission = "events.edit"

    event: EventId
    members: tuple[MemberId, ...]


@frozen
class AddCohost(Command[Event]):
    """Make a member a co-host, who may do everything with the event that its host may.

    Raises:
        NotFound: There is no such member here.
        Denied: The member blocks the actor.
        Conflict: They are a co-host already, the event has the most co-hosts allowed, or it is cancelled.
    """

    permission = "events.edit"

    event: EventId
    member: MemberId


@frozen
class RemoveCohost(Command[Event]):
    """Remove a co-host.

    Raises:
        Conflict: They are not a co-host.
    """

    permission = "events.edit"

    event: EventId
    member: MemberId
