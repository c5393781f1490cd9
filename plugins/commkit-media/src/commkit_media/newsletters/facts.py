"""What happens to newsletters. Nobody is told who subscribes."""

from attrs import frozen

from commkit import Fact
from commkit_media.newsletters.issues.records import IssueId
from commkit_media.newsletters.records import NewsletterId
from commkit_media.newsletters.subscribing.records import SubscriptionEnd, SubscriptionId


@frozen
class NewsletterCreated(Fact):
    """A newsletter was made."""

    name = "media.newsletter_created"
    visible_to = "media.edit_newsletters"
    newsletter: NewsletterId


@frozen
class NewsletterChanged(Fact):
    """What a newsletter has, for whom it is or when it goes out was changed."""

    name = "media.newsletter_changed"
    visible_to = "media.edit_newsletters"
    newsletter: NewsletterId


@frozen
class NewsletterEnded(Fact):
    """A newsletter was ended."""

    name = "media.newsletter_ended"
    visible_to = "media.edit_newsletters"
    newsletter: NewsletterId


@frozen
class IssueDrafted(Fact):
    """An issue was drafted.

    Attributes:
        newsletter: Its newsletter.
        issue: The issue.
    """

    name = "media.issue_drafted"
    visible_to = "media.edit_newsletters"
    newsletter: NewsletterId
    issue: IssueId


@frozen
class IssueChanged(Fact):
    """The introduction of an issue, or its posts or their order, were changed."""

    name = "media.issue_changed"
    visible_to = "media.edit_newsletters"
    issue: IssueId


@frozen
class IssueSendingStarted(Fact):
    """An issue was handed to the worker, which mails it.

    Attributes:
        newsletter: Its newsletter.
        issue: The issue.
    """

    name = "media.issue_sending_started"
    visible_to = "media.edit_newsletters"
    newsletter: NewsletterId
    issue: IssueId


@frozen
class SubscriptionRequested(Fact):
    """An address was given that is to be confirmed.

    Attributes:
        newsletter: The newsletter.
        subscription: The subscription, which waits.
    """

    name = "media.subscription_requested"
    visible_to = None
    inward = ("actor", "subscription")
    newsletter: NewsletterId
    subscription: SubscriptionId


@frozen
class SubscriptionStarted(Fact):
    """A member subscribed, or an address was confirmed.

    Attributes:
        newsletter: The newsletter.
        subscription: The subscription.
    """

    name = "media.subscription_started"
    visible_to = None
    inward = ("actor", "subscription")
    newsletter: NewsletterId
    subscription: SubscriptionId


@frozen
class SubscriptionEnded(Fact):
    """A subscription ended; an address was deleted then, but for its hash.

    Attributes:
        newsletter: The newsletter.
        subscription: The subscription.
        why: How it ended.
    """

    name = "media.subscription_ended"
    visible_to = None
    inward = ("actor", "subscription")
    newsletter: NewsletterId
    subscription: SubscriptionId
    why: SubscriptionEnd
