"""The command and the query of digest preferences."""

from attrs import frozen

from commkit.notifications.digests.records import DigestFrequency, DigestPreference
from commkit.runtime.model.messages import Command, Query


@frozen(kw_only=True)
class SetDigestPreference(Command[DigestPreference]):
    """Set how often the member gets a digest of this community by mail.

    Attributes:
        frequency: Never, daily or weekly.
        hour: The local hour, 0 to 23.
        weekday: 0 for Monday to 6 for Sunday; for weekly ones.

    Raises:
        Invalid: The hour or the weekday is out of range.
    """

    permission = "notifications.set_preferences"
    withdraws = True

    frequency: DigestFrequency
    hour: int = 8
    weekday: int = 0


@frozen(kw_only=True)
class ReadDigestPreference(Query[DigestPreference]):
    """How often the member gets a digest of this community."""

    permission = "notifications.read"
