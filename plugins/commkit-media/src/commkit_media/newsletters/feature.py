"""The feature of newsletters, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit.notifications import MailPort, MailSite
from commkit_media.newsletters.facts import (
    IssueChanged,
    IssueDrafted,
    IssueSendingStarted,
    NewsletterChanged,
    NewsletterCreated,
    NewsletterEnded,
    SubscriptionEnded,
    SubscriptionRequested,
    SubscriptionStarted,
)
from commkit_media.newsletters.ports import NewsletterSite
from commkit_media.newsletters.records import NewsletterOffer
from commkit_media.newsletters.sending.records import IssueNumbers
from commkit_media.newsletters.subscribing.pages.resources import NEWSLETTER_PAGES
from commkit_media.newsletters.subscribing.records import AddressRecord, ImportedAddresses
from commkit_media.policy import MIGRATIONS, STEWARD, raise_if_invalid
from commkit_media.tables import NEWSLETTERS

EDIT_NEWSLETTERS = "media.edit_newsletters"
"""The permission to make newsletters and to send issues; a type grants it to its editors."""
_RANGES = {
    "confirm_hours": (1, 720),
    "mails_per_address": (1, 20),
    "requests_per_member": (1, 1_000),
    "requests_by_visitors": (1, 1_000_000),
}


@frozen
class NewsletterSettings:
    """How people who are not members subscribe by their address; days are those of UTC.

    Attributes:
        confirm_hours: How long an address may be confirmed; then it is deleted. 1 to 720.
        mails_per_address: How often a day an address is asked to confirm at most, for all newsletters; 1 to 20.
        requests_per_member: How many requests a member makes a day at most; 1 to 1,000.
        requests_by_visitors: How many all who are not members make a day together at most; 1 to 1,000,000.

    Raises:
        Invalid: A number is out of its range (`media.bad_settings`).
    """

    confirm_hours: int = 48
    mails_per_address: int = 3
    requests_per_member: int = 10
    requests_by_visitors: int = 1_000

    def __attrs_post_init__(self) -> None:
        raise_if_invalid(
            (name, "out_of_range", f"give {least} to {most}")
            for name, (least, most) in _RANGES.items()
            if not least <= getattr(self, name) <= most
        )


newsletter_feature = Feature(
    "media.newsletters",
    tables=NEWSLETTERS,
    migrations=MIGRATIONS,
    settings=NewsletterSettings(),
    requires=("posts", "articles.desk", "articles.series", "media.featured"),
    grants={
        "visitor": {"media.read_newsletters", "media.request_subscription", "media.end_subscription"},
        "member": {"media.subscribe"},
        STEWARD: {EDIT_NEWSLETTERS},
        "system": {"media.send_due_issue", "media.keep_addresses"},
    },
    system_only=("media.send_due_issue", "media.keep_addresses"),
    explicit_permissions=(EDIT_NEWSLETTERS,),
    port_types=(MailPort, MailSite, NewsletterSite),
    facts=(
        NewsletterCreated,
        NewsletterChanged,
        NewsletterEnded,
        IssueDrafted,
        IssueChanged,
        IssueSendingStarted,
        SubscriptionRequested,
        SubscriptionStarted,
        SubscriptionEnded,
    ),
    records=(NewsletterOffer, IssueNumbers, AddressRecord, ImportedAddresses),
    http_resources=(NEWSLETTER_PAGES,),
)
"""Newsletters, by mail, to members and to confirmed addresses."""
