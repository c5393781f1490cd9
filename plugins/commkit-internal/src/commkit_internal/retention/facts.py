"""What happens to retentions."""

from datetime import datetime

from attrs import frozen

from commkit import Fact

_MANAGE = "internal.manage_retention"


@frozen
class RetentionSet(Fact):
    """It was said how long threads of a kind are kept.

    Attributes:
        kind: The kind.
        days: How many days.
        applies_from: From when on threads expire by it.
    """

    name = "internal.retention_set"
    visible_to = _MANAGE
    kind: str
    days: int
    applies_from: datetime


@frozen
class RetentionEnded(Fact):
    """Threads of a kind are kept for ever from now on.

    Attributes:
        kind: The kind.
    """

    name = "internal.retention_ended"
    visible_to = _MANAGE
    kind: str


@frozen
class RetentionApplied(Fact):
    """Threads of a kind expired; `posts.threads_expired` names them.

    Attributes:
        kind: The kind.
        threads: How many.
    """

    name = "internal.retention_applied"
    visible_to = _MANAGE
    kind: str
    threads: int
