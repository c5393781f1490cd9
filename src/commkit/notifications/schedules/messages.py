"""The command and the query of delivery schedules."""

from typing import Annotated

from attrs import frozen

from commkit.notifications.schedules.records import DeliverySchedule
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.values.texts import Text

TimeZone = Annotated[str, Text(max=64, min=0, multiline=False)]

ClockTime = Annotated[str, Text(max=5, min=0, multiline=False)]


@frozen(kw_only=True)
class SetDeliverySchedule(Command[DeliverySchedule]):
    """Set when mail may be sent to the member, in every community.

    Attributes:
        time_zone: An IANA name; empty for that of the host's profile.
        quiet_from: Local time at which quiet hours begin, such as `22:00`; empty for no quiet hours.
        quiet_until: Local time at which they end; before `quiet_from` it means the next morning.
        mails_per_day: Mails a day at most, 0 to 1,000; None for the setting of each community.

    Raises:
        Invalid: There is no such time zone, only one end of the quiet hours is given, or both are the same.
    """

    permission = "notifications.set_preferences"
    personal = ("time_zone",)
    lobby = True
    when_archived = True

    time_zone: TimeZone = ""
    quiet_from: ClockTime = ""
    quiet_until: ClockTime = ""
    mails_per_day: int | None = None


@frozen(kw_only=True)
class ReadDeliverySchedule(Query[DeliverySchedule]):
    """When mail may be sent to the member."""

    permission = "notifications.set_preferences"
    lobby = True
