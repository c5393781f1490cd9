"""What members wish: through which channels they are told, when they may be disturbed, how often a digest comes."""

from typing import Annotated

from attrs import frozen

from commkit.notifications.messages import Kind
from commkit.notifications.records import Channel, DigestWish, Every, Preference, Rhythm
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.values.validation import Text

Zone = Annotated[str, Text(max=64, min=0, lines=False)]
ClockTime = Annotated[str, Text(max=5, min=0, lines=False)]
Token = Annotated[str, Text(max=1_000, lines=False)]


@frozen(kw_only=True)
class ListPreferences(Query[tuple[Preference, ...]]):
    """Every kind of notice of this community, and how it comes to the member."""

    permission = "notifications.read"


@frozen(kw_only=True)
class SetPreference(Command[None]):
    """Choose whether notices of a kind come through a channel, in this community.

    Attributes:
        kind: The kind.
        channel: Inbox or mail.
        wanted: Whether they come that way.

    Raises:
        Invalid: No feature here declares the kind.
    """

    permission = "notifications.choose"
    personal = ()
    when_archived = True

    kind: Kind
    channel: Channel
    wanted: bool


@frozen(kw_only=True)
class SetPreferenceEverywhere(Command[None]):
    """Choose it for every community, now and later; what was chosen for one community stands above it.

    Attributes:
        kind: The kind.
        channel: Inbox or mail.
        wanted: Whether they come that way.

    Raises:
        Invalid: No feature declares the kind.
    """

    permission = "notifications.choose"
    personal = ()
    lobby = True
    when_archived = True

    kind: Kind
    channel: Channel
    wanted: bool


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
class SetRhythm(Command[Rhythm]):
    """Say when one may be disturbed, in every community.

    Attributes:
        time_zone: An IANA name; empty for what the host's profile says.
        quiet_from: Local time at which quiet hours begin, such as `22:00`; empty for no quiet hours.
        quiet_until: Local time at which they end; before `quiet_from` it means the next morning.
        pushes_a_day: Mails a day, at most, 0 to 1,000; None for what each community's settings say.

    Raises:
        Invalid: There is no such time zone, only one end of the quiet hours is given, or both are the same.
    """

    permission = "notifications.choose"
    personal = ("time_zone",)
    lobby = True
    when_archived = True

    time_zone: Zone = ""
    quiet_from: ClockTime = ""
    quiet_until: ClockTime = ""
    pushes_a_day: int | None = None


@frozen(kw_only=True)
class ReadRhythm(Query[Rhythm]):
    """When the member may be disturbed."""

    permission = "notifications.choose"
    lobby = True


@frozen(kw_only=True)
class SetDigest(Command[DigestWish]):
    """Choose how often a digest of this community comes by mail.

    Attributes:
        every: Never, daily or weekly.
        hour: The local hour, 0 to 23.
        weekday: 0 for Monday to 6; for weekly ones.

    Raises:
        Invalid: There is no such hour or weekday.
    """

    permission = "notifications.choose"
    when_archived = True

    every: Every
    hour: int = 8
    weekday: int = 0


@frozen(kw_only=True)
class ReadDigest(Query[DigestWish]):
    """How often the member gets a digest of this community."""

    permission = "notifications.read"


@frozen(kw_only=True)
class PreferenceChanged(Fact):
    """A member chose how notices of a kind come.

    Attributes:
        member: Who.
        kind: The kind.
        channel: Inbox or mail.
        wanted: Whether they come that way.
    """

    name = "notifications.preference_changed"
    inward = ("actor", "member")

    member: MemberId
    kind: str
    channel: Channel
    wanted: bool
