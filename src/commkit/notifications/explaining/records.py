"""The record of a notification to be explained."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from commkit.notifications.records import MailState
from commkit.runtime.model.ids import MemberId


@frozen
class ExplainedNotification:
    """The latest notification of a kind about an object, with the member's inbox row, if there is one.

    Attributes:
        at: When it was created.
        by: The member who caused it; None for the host.
        shown: Whether the inbox shows it; None if the member was not notified.
        collapsed_into: The later notification it was collapsed into, or None.
        read_at: When it was read.
        mail: The state of its mail; None if the member was not notified.
    """

    at: datetime
    by: MemberId | None
    shown: bool | None
    collapsed_into: UUID | None
    read_at: datetime | None
    mail: MailState | None
