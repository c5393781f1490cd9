"""What happens to life circles: told to nobody by streams and webhooks, since most of it is private."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_internal.life_circles.records import CircleId


@frozen
class CircleStarted(Fact):
    """A life circle was started."""

    name = "internal.circle_started"
    visible_to = "internal.see_circle_facts"
    circle: CircleId


@frozen
class CircleInvitationSent(Fact):
    """Somebody inside invited a colleague to a life circle."""

    name = "internal.circle_invitation_sent"
    visible_to = "internal.see_circle_facts"
    circle: CircleId
    member: MemberId


@frozen
class CircleEnded(Fact):
    """The last one left a life circle."""

    name = "internal.circle_ended"
    visible_to = "internal.see_circle_facts"
    circle: CircleId
