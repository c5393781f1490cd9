"""What members wish: through which channels they are told, when they may be disturbed, how often a digest comes."""

from typing import Annotated

from attrs import frozen

from commkit.notifications.messages import Kind
from commkit.notifications.records import (
    DeliverySchedule,
    DigestFrequency,
    DigestPreference,
    NotificationChannel,
    NotificationPreference,
)
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.values.validation import Text

Zone = Annotated[str, Text(max=64, min=0, lines=False)]
ClockTime = Annotated[str, Text(max=5, min=0, lines=False)]
Token = Annotated[str, Text(max=1_000, lines=False)]


@frozen(kw_only=True)
class ListNotificationPreferences(Query[tuple[NotificationPreference, ...]]):
    """Every kind of notification of this community, and how it comes to the member."""

    permission = "notifications.read"


@frozen(kw_only=True)
class SetNotificationPreference(Command[None]):
    """Choose whether notifications of a kind come through a channel, in this community.

    Attributes:
        kind: The kind.
        channel: Inbox or mail.
        enabled: Whether they come that way.

    Raises:
        Invalid: No feature here declares the kind.
    """

    permission = "notifications.set_preferences"
    personal = ()
    when_archived = True

    kind: Kind
    channel: NotificationChannel
    enabled: bool


@frozen(kw_only=True)
class SetNotificationPreferenceEverywhere(Command[None]):
    """Choose it for every community, now and later; what was chosen for one community stands above it.

    Attributes:
        kind: The kind.
        channel: Inbox or mail.
        enabled: Whether they come that way.

    Raises:
        Invalid: No feature declares the kind.
    """

    permission = "notifications.set_preferences"
    personal = ()
    lobby = True
    when_archived = True

    kind: Kind
    channel: NotificationChannel
    enabled: bool


@frozen
class Unsubscribe(Command[None]):
    """Get no more mail of a kind from a community, by the link of a mail: no sign-in, one step, as often as one likes.

    Attributes:
        token: What the link holds.

    Raises:
        Invalid: The token was not made here.
    """

    permission = "notifications.unsubscribe"
    personal = ("token",)
    lobby = True
    when_archived = True

    token: Token


@frozen(kw_only=True)
class SetDeliverySchedule(Command[DeliverySchedule]):
    """Say when one may be disturbed, in every community.

    Attributes:
        time_zone: An IANA name; empty for what the host's profile says.
        quiet_from: Local time at which quiet hours begin, such as `22:00`; empty for no quiet hours.
        quiet_until: Local time at which they end; before `quiet_from` it means the next morning.
        mails_per_day: Mails a day, at most, 0 to 1,000; None for what each community's settings say.

    Raises:
        Invalid: There is no such time zone, only one end of the quiet hours is given, or both are the same.
    """

    permission = "notifications.set_preferences"
    personal = ("time_zone",)
    lobby = True
    when_archived = True

    time_zone: Zone = ""
    quiet_from: ClockTime = ""
    quiet_until: ClockTime = ""
    mails_per_day: int | None = None


@frozen(kw_only=True)
class ReadDeliverySchedule(Query[DeliverySchedule]):
    """When the member may be disturbed."""

    permission = "notifications.set_preferences"
    lobby = True


@frozen(kw_only=True)
class SetDigestPreference(Command[DigestPreference]):
    """Choose how often a digest of this community comes by mail.

    Attributes:
        frequency: Never, daily or weekly.
        hour: The local hour, 0 to 23.
        weekday: 0 for Monday to 6; for weekly ones.

    Raises:
        Invalid: There is no such hour or weekday.
    """

    permission = "notifications.set_preferences"
    when_archived = True

    frequency: DigestFrequency
    hour: int = 8
    weekday: int = 0


@frozen(kw_only=True)
class ReadDigestPreference(Query[DigestPreference]):
    """How often the member gets a digest of this community."""

    permission = "notifications.read"


@frozen(kw_only=True)
class NotificationPreferenceChanged(Fact):
    """A member chose how notifications of a kind come.

    Attributes:
        member: Who.
        kind: The kind.
        channel: Inbox or mail.
        enabled: Whether they come that way.
    """

    name = "notifications.preference_changed"
    inward = ("actor", "member")

    member: MemberId
    kind: str
    channel: NotificationChannel
    enabled: bool
