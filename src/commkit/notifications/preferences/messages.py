"""The commands and queries of preferences."""

from attrs import frozen

from commkit.notifications.preferences.records import NotificationPreference
from commkit.notifications.records import KindName, NotificationChannel
from commkit.runtime.model.messages import Command, Query


@frozen(kw_only=True)
class ListNotificationPreferences(Query[tuple[NotificationPreference, ...]]):
    """Every kind of notification of this community, with the channels that are on for the member."""

    permission = "notifications.read"


@frozen(kw_only=True)
class SetNotificationPreference(Command[None]):
    """Turn a channel on or off for a kind of notification, in this community.

    Attributes:
        kind: The kind.
        channel: Inbox or mail.
        enabled: Whether the channel is on.

    Raises:
        Invalid: No feature here declares the kind.
    """

    permission = "notifications.set_preferences"
    withdraws = True
    personal = ()

    kind: KindName
    channel: NotificationChannel
    enabled: bool


@frozen(kw_only=True)
class SetNotificationPreferenceEverywhere(Command[None]):
    """Turn a channel on or off for a kind of notification in every community, also those joined later.

    A preference that was set for one community takes precedence there.

    Attributes:
        kind: The kind.
        channel: Inbox or mail.
        enabled: Whether the channel is on.

    Raises:
        Invalid: No feature declares the kind.
    """

    permission = "notifications.set_preferences"
    withdraws = True
    personal = ()
    lobby = True

    kind: KindName
    channel: NotificationChannel
    enabled: bool
