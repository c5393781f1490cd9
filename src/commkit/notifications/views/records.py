"""Notifications as a page shows them."""

from attrs import frozen

from commkit.members import Author, ObjectView
from commkit.notifications.inbox.records import Notification


@frozen
class NotificationView:
    """A notification as the inbox shows it.

    Attributes:
        notification: The notification.
        sentence: What a row of the inbox says, such as `Ana replied in “How to...”.`: plain text of one line, to be
            escaped where it stands in HTML. Empty for a kind that the community's type lacks.
        by: Who caused it; None for the host, and once the account was erased.
        object: What it is about; None for objects without a title or text, and once the member may not see it.
        may: The outside names of the commands that the member may send about it now.
    """

    notification: Notification
    sentence: str
    by: Author | None
    object: ObjectView | None
    may: frozenset[str]
