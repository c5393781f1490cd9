"""The tables of the plugin, those of each feature apart; their migrations are one chain."""

from sqlalchemy import MetaData

from commkit.posts import post
from commkit.spaces import space
from commkit.storage import record_table
from commkit_media.closing.records import ThreadClosing
from commkit_media.featured.records import FeaturedComment
from commkit_media.front.records import FrontPin
from commkit_media.live.records import EntryCorrection, EntryPlace
from commkit_media.newsletters.issues.records import IssueItem, NewsletterIssue
from commkit_media.newsletters.records import Newsletter
from commkit_media.newsletters.sending.records import IssueMail
from commkit_media.newsletters.subscribing.records import (
    NewsletterSubscription,
    SubscriptionQuota,
    SuppressedAddress,
)
from commkit_media.pages.records import HostPage, PageAddress, PageSection
from commkit_media.press.accreditations.records import Accreditation, PressGroup
from commkit_media.press.assets.records import Asset
from commkit_media.press.releases.records import EmbargoReader, PressRelease
from commkit_media.reviews.records import GivenReview, ReviewStars
from commkit_media.share_links.records import ShareCount, ShareLink

PAGES, LIVE, REVIEWS = MetaData(), MetaData(), MetaData()
FEATURED, CLOSING, FRONT = MetaData(), MetaData(), MetaData()
PRESS_ROOM, SHARE_LINKS = MetaData(), MetaData()
NEWSLETTERS = MetaData()
"""The tables of each feature."""

host_page = record_table(
    "commkit_media_page", HostPage, index=["thread"], references={"thread": post}, metadata=PAGES
)
page_address = record_table(
    "commkit_media_page_address", PageAddress, key=["key"], index=["page"], metadata=PAGES
)
"""Which page has an address: its key lets one of two first comments open the thread. It comes before the page does."""
page_section = record_table(
    "commkit_media_page_section", PageSection, key=["section"], references={"space": space}, metadata=PAGES
)

entry_place = record_table(
    "commkit_media_entry",
    EntryPlace,
    key=["post"],
    index=[("thread", "position")],
    references={"post": post},
    metadata=LIVE,
)
entry_correction = record_table(
    "commkit_media_entry_correction",
    EntryCorrection,
    key=["post", "version"],
    references={"post": post},
    metadata=LIVE,
)
"""Corrections of entries. Notes stay: they say what was wrong, whoever wrote them."""

given_review = record_table(
    "commkit_media_review",
    GivenReview,
    key=["thread", "member"],
    index=["post"],
    references={"thread": post, "post": post},
    metadata=REVIEWS,
)
review_stars = record_table(
    "commkit_media_review_stars",
    ReviewStars,
    key=["post", "criterion"],
    references={"post": post},
    metadata=REVIEWS,
)

featured_comment = record_table(
    "commkit_media_featured",
    FeaturedComment,
    key=["post"],
    index=["featured_at", ("thread", "featured_at")],
    references={"post": post},
    metadata=FEATURED,
)
thread_closing = record_table(
    "commkit_media_closing", ThreadClosing, key=["thread"], references={"thread": post}, metadata=CLOSING
)
front_pin = record_table(
    "commkit_media_front_pin",
    FrontPin,
    key=["slot"],
    index=["post"],
    references={"post": post},
    metadata=FRONT,
)

accreditation = record_table(
    "commkit_media_accreditation",
    Accreditation,
    index=["state"],
    unique=["member"],
    metadata=PRESS_ROOM,
)
press_group = record_table("commkit_media_press_group", PressGroup, key=["name"], metadata=PRESS_ROOM)
release = record_table(
    "commkit_media_release",
    PressRelease,
    index=["post"],
    unique=["article"],
    references={"post": post},
    metadata=PRESS_ROOM,
)
"""Articles for the press. It references no article: one that no reader knows is deleted, and its release then."""
embargo_reader = record_table(
    "commkit_media_embargo_reader",
    EmbargoReader,
    key=["release", "member"],
    index=["member"],
    metadata=PRESS_ROOM,
)
"""Who agreed to an embargo, and read what is under it; for editors."""
asset = record_table(
    "commkit_media_asset",
    Asset,
    index=["release"],
    unique=["file"],
    references={"kit": post},
    metadata=PRESS_ROOM,
)
"""The assets. Those that are gone stay for editors, so they reference no attachment, which may be deleted."""

share_link = record_table(
    "commkit_media_share_link",
    ShareLink,
    index=["post", "release"],
    unique=["token"],
    references={"post": post},
    metadata=SHARE_LINKS,
)
share_count = record_table(
    "commkit_media_share_count", ShareCount, key=["link", "day"], index=["day"], metadata=SHARE_LINKS
)
"""How often links were opened, by day: no row of it is about a person."""
newsletter = record_table("commkit_media_newsletter", Newsletter, metadata=NEWSLETTERS)
newsletter_issue = record_table(
    "commkit_media_newsletter_issue",
    NewsletterIssue,
    index=["newsletter"],
    references={"newsletter": newsletter},
    metadata=NEWSLETTERS,
)
issue_item = record_table(
    "commkit_media_newsletter_item",
    IssueItem,
    key=["issue", "post"],
    references={"issue": newsletter_issue, "post": post},
    metadata=NEWSLETTERS,
)
newsletter_subscription = record_table(
    "commkit_media_newsletter_subscription",
    NewsletterSubscription,
    index=["newsletter", "who", "member", "token"],
    unique=[("newsletter", "who")],
    references={"newsletter": newsletter},
    metadata=NEWSLETTERS,
)
issue_mail = record_table(
    "commkit_media_newsletter_mail",
    IssueMail,
    key=["issue", "subscription"],
    references={"issue": newsletter_issue},
    metadata=NEWSLETTERS,
)
"""The mails of issues. Subscriptions that ended are not there any more; their mails still count."""
suppressed_address = record_table(
    "commkit_media_newsletter_suppressed",
    SuppressedAddress,
    key=["newsletter", "who"],
    references={"newsletter": newsletter},
    metadata=NEWSLETTERS,
)
subscription_quota = record_table(
    "commkit_media_newsletter_quota", SubscriptionQuota, key=["who"], metadata=NEWSLETTERS
)
