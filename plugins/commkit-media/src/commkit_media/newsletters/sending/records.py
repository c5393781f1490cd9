"""The mails of an issue."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from commkit import MemberId
from commkit_media.newsletters.issues.records import IssueId
from commkit_media.newsletters.subscribing.records import SubscriptionId


class IssueMailState(StrEnum):
    """Where the mail of an issue to one subscriber is."""

    DUE = "due"
    """It waits, or is tried again."""
    SENDING = "sending"
    """It is being handed to the mail server."""
    SENT = "sent"
    """The mail server took it."""
    BOUNCED = "bounced"
    """The mail server says that there is no such address; the subscription ended."""
    FAILED = "failed"
    """It was refused for another reason, or given up."""
    SKIPPED = "skipped"
    """The subscriber left before, has no address, may see nothing of the issue, or gets it as a member, too."""
    UNKNOWN = "unknown"
    """The worker stopped while it was handed over; nobody gets an issue twice, so it is not sent again."""


@frozen
class IssueMail:
    """The mail of an issue to one subscriber; it holds no address.

    Attributes:
        issue: The issue.
        subscription: The subscription.
        state: Where the mail is.
        changed_at: When that was changed.
    """

    issue: IssueId
    subscription: SubscriptionId
    state: IssueMailState
    changed_at: datetime


@frozen
class Recipient:
    """To whom a mail of an issue is due.

    Attributes:
        subscription: The subscription.
        state: Where the mail is.
        member: The member; None for an address.
        key: The host's key of the member; None for an address, and for one who was erased.
        name: The member's name; None for an address.
        current: Whether the member is a current one; None for an address.
        in_group: Whether the member is in the group that the newsletter is for; of one for no group nobody is.
        address: The address; empty for a member.
    """

    subscription: SubscriptionId
    state: IssueMailState
    member: MemberId | None
    key: str | None
    name: str | None
    current: bool | None
    in_group: bool
    address: str


@frozen(kw_only=True)
class IssueNumbers:
    """What became of an issue, counted by its mails. Nothing tells who opened it: there are no tracking pixels.

    Attributes:
        n: How many subscribers it had when it was handed to the worker; all shares are of these.
        sent: How many mails the mail server took.
        bounced: How many it refused since there is no such address.
        failed: How many it refused for another reason, or that were given up.
        skipped: How many had no address any more, left meanwhile, may see nothing of the issue, or get it
            once by another subscription.
        unknown: How many were being handed over when a worker stopped; they are not sent again.
        waiting: How many are still to be sent.
        unsubscribed: How many ended their subscription by a link in this issue.
    """

    n: int
    sent: int
    bounced: int
    failed: int
    skipped: int
    unknown: int
    waiting: int
    unsubscribed: int
