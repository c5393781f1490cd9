"""The feature of the desk, with its settings."""

from typing import Literal

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit.feeds import EntrySource
from commkit_articles.authors.facts import (
    CoAuthorInvited,
    CoAuthorJoined,
    CoAuthorLeft,
    LeadChanged,
    LeadOffered,
    LeadOfferEnded,
)
from commkit_articles.desk.facts import (
    ArticleApproved,
    ArticleCreated,
    ArticleDeleted,
    ArticleDropped,
    ArticleEdited,
    ArticleSentBack,
    ArticleSubmitted,
)
from commkit_articles.desk.records import ArticleAction, ArticleDiff, ArticleVersion
from commkit_articles.entries.messages import ReadArticleEntries
from commkit_articles.numbers.measures import PUBLISHED_ARTICLES
from commkit_articles.numbers.records import DeskNumbers, StateCount
from commkit_articles.policy import DESK, MIGRATIONS
from commkit_articles.publishing.facts import ArticleCorrected, ArticlePublished, ArticleRetired
from commkit_articles.publishing.records import Byline, Correction, PublishedArticle
from commkit_articles.schedule.facts import (
    ArticleEmbargoLifted,
    ArticlePublicationFailed,
    ArticleScheduled,
    ArticleUnscheduled,
)
from commkit_articles.tables import metadata
from commkit_articles.views.records import ArticleView


@frozen
class DeskSettings:
    """How articles come to be published.

    Attributes:
        review_required: Whether only what was approved is published.
        allow_self_review: Whether who wrote an article, or whose agent did, may approve it.
        retracted_text: What becomes of the text of an article that is retracted, where the command says nothing:
            `struck` or `gone`.
    """

    review_required: bool = True
    allow_self_review: bool = False
    retracted_text: Literal["struck", "gone"] = "struck"


desk_feature = Feature(
    "articles.desk",
    tables=metadata,
    migrations=MIGRATIONS,
    settings=DeskSettings(),
    declares=(PUBLISHED_ARTICLES, EntrySource(name="articles.entries", queries=(ReadArticleEntries,))),
    requires=("posts",),
    grants={
        "visitor": {"articles.read"},
        "member": {"articles.write"},
        "steward": DESK | {"articles.reassign"},
        "system": {"articles.read_desk", "articles.check_scheduled"},
    },
    persons_only=("articles.review",),
    explicit_permissions=("articles.publish", "articles.correct", "articles.retire"),
    facts=(
        ArticleCreated,
        ArticleEdited,
        ArticleSubmitted,
        ArticleApproved,
        ArticleSentBack,
        ArticleDropped,
        ArticleDeleted,
        ArticleScheduled,
        ArticleUnscheduled,
        ArticleEmbargoLifted,
        ArticlePublicationFailed,
        CoAuthorInvited,
        CoAuthorJoined,
        CoAuthorLeft,
        LeadOffered,
        LeadChanged,
        LeadOfferEnded,
        ArticlePublished,
        ArticleCorrected,
        ArticleRetired,
    ),
    records=(
        ArticleVersion,
        ArticleDiff,
        ArticleAction,
        Byline,
        PublishedArticle,
        Correction,
        StateCount,
        DeskNumbers,
        ArticleView,
    ),
    notification_kinds=(
        NotificationKind(
            name="articles.submitted",
            summary="An article waits for a review.",
            sentence="{by} asks for a review of “{title}”.",
        ),
        NotificationKind(
            name="articles.approved",
            summary="An article of yours was approved.",
            sentence="“{title}” was approved.",
        ),
        NotificationKind(
            name="articles.sent_back",
            summary="An article of yours was sent back with a reason.",
            sentence="{by} sent “{title}” back.",
        ),
        NotificationKind(
            name="articles.published",
            summary="An article of yours was published.",
            sentence="“{title}” was published.",
        ),
        NotificationKind(
            name="articles.publication_failed",
            summary="An article could not be published at its time.",
            sentence="“{title}” could not be published at its time.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="articles.coauthor_invited",
            summary="Somebody asks you to be a co-author.",
            sentence="{by} asks you to be a co-author of “{title}”.",
        ),
        NotificationKind(
            name="articles.lead_offered",
            summary="Somebody asks you to be the author of an article.",
            sentence="{by} asks you to be the author of “{title}”.",
        ),
        NotificationKind(
            name="articles.lead_changed",
            summary="An article of yours has another author.",
            sentence="{by} is the author of “{title}” now; you stay named as a co-author.",
        ),
        NotificationKind(
            name="articles.correction_thanked",
            summary="A mistake that you reported was corrected.",
            sentence="Thank you: “{title}” was corrected as you reported.",
        ),
        NotificationKind(
            name="articles.retired",
            summary="An article of yours was retired.",
            sentence="“{title}” was retired.",
        ),
    ),
)
"""Articles with a desk: drafts, reviews, the schedule, publication, corrections, co-authors, numbers."""
