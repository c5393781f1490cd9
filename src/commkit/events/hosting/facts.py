"""Facts about co-hosts and invitations."""

from attrs import frozen

from commkit.events.records import EventId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class MembersInvitedToEvent(Fact):
    """Members were invited who had not been before."""

    name = "events.members_invited"
    visible_to = "events.edit"
    changes_sight_of = "members"
    event: EventId
    members: tuple[MemberId, ...]


@frozen
class CohostAdded(Fact):
    """A member became a co-host of an event."""

    name = "events.cohost_added"
    visible_to = "events.read"
    changes_sight_of = "member"
    event: EventId
    member: MemberId


@frozen
class CohostRemoved(Fact):
    """A member is no longer a co-host of an event."""

    name = "events.cohost_removed"
    visible_to = "events.read"
    changes_sight_of = "member"
    event: EventId
    member: MemberId
