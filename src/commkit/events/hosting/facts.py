"""Facts about co-hosts and invitations."""

from attrs import frozen

from commkit.events.records import EventId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class MembersInvitedToEvent(Fact):
    """Members were invited who had not been before."""

    name = "events.members_invited"
    event: EventId
    members: tuple[MemberId, ...]


@frozen
class CohostAdded(Fact):
    """A member became a co-host of an event."""

    name = "events.cohost_added"
    event: EventId
    member: MemberId


@frozen
class CohostRemoved(Fact):
    """A member is no longer a co-host of an event."""

    name = "events.cohost_removed"
    event: EventId
    member: MemberId
