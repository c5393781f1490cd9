"""What happens to parties. All facts are for the host alone: a party is hidden from whom somebody in it blocks."""

from datetime import datetime

from attrs import frozen

from commkit import Fact, MemberId
from commkit.events import EventId
from commkit_gaming.looking_for_group.no_shows.records import NoShowId
from commkit_gaming.looking_for_group.records import PartyId

SEE_PARTIES = "gaming.see_parties"
"""The permission of the host alone: what happens to parties is told to nobody else."""


@frozen
class PartyPosted(Fact):
    """A party was posted."""

    name = "gaming.party_posted"
    visible_to = SEE_PARTIES
    party: PartyId


@frozen
class PartyClosed(Fact):
    """A party was closed, or its last member left.

    Attributes:
        party: The party.
        members: Who was in it.
    """

    name = "gaming.party_closed"
    visible_to = SEE_PARTIES
    party: PartyId
    members: tuple[MemberId, ...]


@frozen
class PartyExpired(Fact):
    """The time of a party was over."""

    name = "gaming.party_expired"
    visible_to = SEE_PARTIES
    party: PartyId


@frozen
class PartyFilled(Fact):
    """The last place of a party was taken."""

    name = "gaming.party_filled"
    visible_to = SEE_PARTIES
    party: PartyId


@frozen
class PartyRequested(Fact):
    """A member asked for a place in a party."""

    name = "gaming.party_request"
    visible_to = SEE_PARTIES
    party: PartyId
    member: MemberId


@frozen
class PartyRequestDeclined(Fact):
    """The owner of a party declined a request."""

    name = "gaming.party_declined"
    visible_to = SEE_PARTIES
    party: PartyId
    member: MemberId


@frozen
class PartyEntered(Fact):
    """A member came into a party."""

    name = "gaming.party_entered"
    visible_to = SEE_PARTIES
    party: PartyId
    member: MemberId


@frozen
class PartyLeft(Fact):
    """A member is in a party no more: they left it or the community, or were taken out, or banned."""

    name = "gaming.party_left"
    visible_to = SEE_PARTIES
    party: PartyId
    member: MemberId


@frozen
class PartyHandedOver(Fact):
    """A party has another owner: it was handed over, or the owner left.

    Attributes:
        party: The party.
        member: The owner now.
    """

    name = "gaming.party_handed_over"
    visible_to = SEE_PARTIES
    party: PartyId
    member: MemberId


@frozen
class ReadyCheckCalled(Fact):
    """The owner of a party asks who comes.

    Attributes:
        party: The party.
        ready_by: Until when they answer.
    """

    name = "gaming.ready_check_called"
    visible_to = SEE_PARTIES
    party: PartyId
    ready_by: datetime


@frozen
class ReadyCheckEnded(Fact):
    """A ready check is over.

    Attributes:
        party: The party.
        ready: Whether all were ready.
    """

    name = "gaming.ready_check_ended"
    visible_to = SEE_PARTIES
    party: PartyId
    ready: bool


@frozen
class PartyBecameEvent(Fact):
    """A party whose members are all ready became an event."""

    name = "gaming.party_event"
    visible_to = SEE_PARTIES
    party: PartyId
    event: EventId


@frozen
class NoShowNoted(Fact):
    """The owner of a party noted that somebody did not come."""

    name = "gaming.no_show_noted"
    visible_to = SEE_PARTIES
    party: PartyId
    no_show: NoShowId
    member: MemberId


@frozen
class NoShowTakenBack(Fact):
    """The owner of a party took a note back."""

    name = "gaming.no_show_taken_back"
    visible_to = SEE_PARTIES
    party: PartyId
    member: MemberId


@frozen
class NoShowDisputed(Fact):
    """A member says that a no-show of theirs is wrong."""

    name = "gaming.no_show_disputed"
    visible_to = SEE_PARTIES
    no_show: NoShowId


@frozen
class NoShowDecided(Fact):
    """Stewards decided about a disputed no-show.

    Attributes:
        party: The party.
        no_show: The no-show.
        member: Whose it is.
        forgiven: Whether it does not count.
    """

    name = "gaming.no_show_decided"
    visible_to = SEE_PARTIES
    party: PartyId
    no_show: NoShowId
    member: MemberId
    forgiven: bool
