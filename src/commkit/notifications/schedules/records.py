"""The record of a delivery schedule."""

from attrs import frozen


@frozen
class DeliverySchedule:
    """When mail may be sent to a member, in every community.

    Attributes:
        time_zone: An IANA name, such as `Europe/Vienna`; empty for that of the host's profile.
        quiet_from: Local time at which quiet hours begin, such as `22:00`; empty for no quiet hours.
        quiet_until: Local time at which they end.
        mails_per_day: Mails a day at most; None for the setting of each community.
    """

    time_zone: str = ""
    quiet_from: str = ""
    quiet_until: str = ""
    mails_per_day: int | None = None
