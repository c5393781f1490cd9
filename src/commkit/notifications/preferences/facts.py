"""The fact of a changed preference."""

from attrs import frozen

from commkit.notifications.records import NotificationChannel
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen(kw_only=True)
class NotificationPreferenceChanged(Fact):
    """A member turned a channel on or off for a kind of notification.

    Attributes:
        member: The member.
        kind: The kind.
        channel: Inbox or mail.
        enabled: Whether the channel is on.
    """

    name = "notifications.preference_changed"
    visible_to = None
    inward = ("actor", "member")

    member: MemberId
    kind: str
    channel: NotificationChannel
    enabled: bool
