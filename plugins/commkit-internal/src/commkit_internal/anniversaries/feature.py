"""The feature of anniversaries, with its settings."""

from zoneinfo import ZoneInfo

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_internal.anniversaries.facts import AnniversaryHidden, AnniversaryReached, AnniversaryShared
from commkit_internal.anniversaries.records import AnniversaryView
from commkit_internal.policy import MIGRATIONS, raise_if_invalid


@frozen
class AnniversarySettings:
    """When anniversaries are told.

    Attributes:
        time_zone: The IANA name of the community's time zone, such as `Europe/Vienna`.
        hour: The hour of the local clock, 0 to 23.

    Raises:
        Invalid: There is no such time zone, or no such hour (`internal.bad_settings`).
    """

    time_zone: str = "UTC"
    hour: int = 9

    def __attrs_post_init__(self) -> None:
        faults = []
        if not _is_zone(self.time_zone):
            faults.append(("time_zone", "unknown_zone", "give an IANA name, such as Europe/Vienna"))
        if not 0 <= self.hour <= 23:
            faults.append(("hour", "out_of_range", "give 0 to 23"))
        raise_if_invalid(faults)

    @property
    def zone(self) -> ZoneInfo:
        """The community's time zone."""
        return ZoneInfo(self.time_zone)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a valid name, or a directory of zones
        return False
    return True


anniversary_feature = Feature(
    "internal.anniversaries",
    migrations=MIGRATIONS,
    requires=("internal.units",),
    settings=AnniversarySettings(),
    grants={"system": {"internal.tell_anniversary"}},
    facts=(AnniversaryShared, AnniversaryHidden, AnniversaryReached),
    records=(AnniversaryView,),
    notification_kinds=(
        NotificationKind(
            name="internal.anniversary_reached",
            summary="A colleague has an anniversary and wants you to know.",
            sentence="It is an anniversary of {by}.",
        ),
    ),
)
"""Anniversaries, by choice."""
