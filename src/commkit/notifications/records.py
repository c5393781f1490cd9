"""The values that the subjects of notifications share."""

from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from commkit.runtime.values.texts import Text

NotificationId = NewType("NotificationId", UUID)
"""The id of a notification; its order is the order of time."""


class NotificationChannel(StrEnum):
    """How a notification reaches a member."""

    INBOX = "inbox"
    MAIL = "mail"


class MailState(StrEnum):
    """The state of the mail about a notification to one member."""

    NONE = "none"
    """The member does not want one."""
    DUE = "due"
    """To be sent."""
    QUIET = "quiet"
    """Held back until the member's quiet hours end."""
    SENDING = "sending"
    """Counted against the mail budget; the mail server has not accepted it yet."""
    SENT = "sent"
    """Accepted by the mail server."""
    DIGEST = "digest"
    """The day's mail budget was used up; it waits for the digest."""
    DIGESTED = "digested"
    """Sent as a part of a digest."""
    DROPPED = "dropped"
    """Not sent: read already, not visible or not wanted any more, or no address."""
    FAILED = "failed"
    """The mail server refused it permanently."""


KindName = Annotated[str, Text(max=100, multiline=False)]

ClassName = Annotated[str, Text(max=64, multiline=False)]
