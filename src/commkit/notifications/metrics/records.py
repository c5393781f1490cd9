"""The record of notification metrics."""

from attrs import frozen


@frozen
class NotificationMetric:
    """How many notifications of a kind had an outcome.

    Attributes:
        kind: The kind.
        outcome: `notified`, `read`, `sent`, `quiet`, `digest`, `dropped`, `failed`, `unsubscribed`, `muted`.
        count: Number of notifications and members, or of preferences for the last two.
    """

    kind: str
    outcome: str
    count: int
