"""The record of a preference."""

from attrs import frozen


@frozen
class NotificationPreference:
    """The channels of a kind of notification for a member in a community.

    Attributes:
        kind: The kind.
        summary: When such a notification is sent.
        channels: The channels that are on.
        urgent: Whether it ignores quiet hours and the mail budget.
    """

    kind: str
    summary: str
    channels: tuple[str, ...]
    urgent: bool
