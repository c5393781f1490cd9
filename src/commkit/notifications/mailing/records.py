"""The records of mails."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from attrs import field, frozen

from commkit.members import IdentityProvider, MembershipStatus
from commkit.notifications.mailing.ports import MailPort, MailSite
from commkit.notifications.records import MailState, NotificationId
from commkit.notifications.schedules.records import DeliverySchedule
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@frozen(kw_only=True)
class MailContent:
    """The content of a mail about an object.

    Attributes:
        community: The community's title.
        slug: The community's slug.
        title: The title of the object, or the summary of the kind of notification.
        lead: Who did what, in one sentence; may be empty.
        body: The text of the object; may be empty.
        markup: The markup of the body.
    """

    community: str
    slug: str
    title: str
    lead: str = ""
    body: str = ""
    markup: str = "markdown"


@frozen
class MailDelay:
    """That mails to some members wait, whatever these have set; a feature declares it.

    Attributes:
        name: Its name, which begins with the plugin's.
        until: `(context, member, now) -> when mail to the member may be sent`; None for now. It is asked for each mail,
            besides those of an urgent kind.
    """

    name: str
    until: Callable[[Context, MemberId, datetime], datetime | None]


@frozen
class Mailer:
    """The host's ports that sending a mail needs.

    Attributes:
        mail: Sends it.
        site: The URLs of its links.
        identity: Knows the members' addresses.
    """

    mail: MailPort
    site: MailSite
    identity: IdentityProvider


@frozen
class DeliveryInfo:
    """What is stored of a member's schedule and address.

    Attributes:
        schedule: When mail may be sent.
        refused: The hash of an address that a mail server refused permanently, or empty.
    """

    schedule: DeliverySchedule = field(factory=DeliverySchedule)
    refused: str = ""


@frozen
class PendingMail:
    """A mail that waits to be sent.

    Attributes:
        notification: The notification.
        kind: Its kind.
        record: The class name of the object it is about.
        object: The id of that object.
        bundle: The thread or the object.
        by: The member who caused it; None for the host.
        at: When the notification was created.
        state: The state of the mail.
        read_at: When the notification was read; None while unread.
        collapsed_into: The later notification it was collapsed into, or None.
        key: The host's key of the member.
        name: The member's name.
        status: The status of the membership.
        enabled: The member's preference for mail of the kind; None without one.
    """

    notification: NotificationId
    kind: str
    record: str
    object: UUID
    bundle: UUID
    by: MemberId | None
    at: datetime
    state: MailState
    read_at: datetime | None
    collapsed_into: NotificationId | None
    key: str
    name: str
    status: MembershipStatus
    enabled: bool | None
