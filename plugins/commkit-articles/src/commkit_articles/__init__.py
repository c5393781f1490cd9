"""Articles with a desk for commkit: drafted, reviewed, scheduled, published, corrected with a note, retired.

A community type names the feature `articles.desk`, and has the post kind `ARTICLE`, as it is or evolved, with `COMMENT`
below it; `articles.series` puts articles into an order, `articles.from_threads` makes them of what was said in threads.
Until it is published an article is its authors' and the desk's; then it is a post like others, with comments,
reactions, revisions and all else that posts have.
"""

from commkit_articles.authors import handlers as _authors_handlers
from commkit_articles.authors import offers as _authors_offers
from commkit_articles.authors import subscribers as _authors_subscribers
from commkit_articles.authors.facts import (
    CoAuthorInvited,
    CoAuthorJoined,
    CoAuthorLeft,
    LeadChanged,
    LeadOffered,
    LeadOfferEnded,
)
from commkit_articles.authors.leading import handlers as _authors_leading
from commkit_articles.authors.messages import (
    AcceptCoAuthorship,
    AcceptLeadAuthorship,
    EndLeadOffer,
    InviteCoAuthor,
    OfferLeadAuthorship,
    RemoveCoAuthor,
)
from commkit_articles.copying.handlers import copy_article
from commkit_articles.desk import explanations as _desk_explanations
from commkit_articles.desk import gates as _desk_gates
from commkit_articles.desk import handlers as _desk_handlers
from commkit_articles.desk import offers as _desk_offers
from commkit_articles.desk import queries as _desk_queries
from commkit_articles.desk import subscribers as _desk_subscribers
from commkit_articles.desk import visibility as _desk_visibility
from commkit_articles.desk.facts import (
    ArticleApproved,
    ArticleCreated,
    ArticleDeleted,
    ArticleDropped,
    ArticleEdited,
    ArticleSentBack,
    ArticleSubmitted,
)
from commkit_articles.desk.feature import DeskSettings, desk_feature
from commkit_articles.desk.messages import (
    ApproveArticle,
    CompareArticleVersions,
    CreateArticle,
    DeleteArticle,
    EditArticle,
    ListArticleActions,
    ListArticleVersions,
    ListDeskArticles,
    ListMyArticles,
    ReadArticle,
    SendBackArticle,
    SubmitArticle,
)
from commkit_articles.desk.records import (
    Article,
    ArticleAction,
    ArticleDiff,
    ArticleId,
    ArticleVersion,
    DeskAction,
)
from commkit_articles.entries import queries as _entries_queries
from commkit_articles.entries.messages import ReadArticleEntries
from commkit_articles.numbers import queries as _numbers_queries
from commkit_articles.numbers.messages import ReadDeskNumbers
from commkit_articles.numbers.records import DeskNumbers, StateCount
from commkit_articles.plugin import Articles
from commkit_articles.policy import ARTICLE, COMMENT, DESK, PUBLIC_STATES, ArticleState, article_kind
from commkit_articles.publishing import handlers as _publishing_handlers
from commkit_articles.publishing import offers as _publishing_offers
from commkit_articles.publishing import queries as _publishing_queries
from commkit_articles.publishing import subscribers as _publishing_subscribers
from commkit_articles.publishing.facts import ArticleCorrected, ArticlePublished, ArticleRetired
from commkit_articles.publishing.messages import (
    CorrectArticle,
    ListArticles,
    ListCorrections,
    PublishArticle,
    ReadPublishedArticle,
    RetireArticle,
    RetractArticle,
)
from commkit_articles.publishing.records import Byline, Correction, PublishedArticle
from commkit_articles.schedule import handlers as _schedule_handlers
from commkit_articles.schedule import jobs as _schedule_jobs
from commkit_articles.schedule import offers as _schedule_offers
from commkit_articles.schedule import subscribers as _schedule_subscribers
from commkit_articles.schedule.facts import (
    ArticleEmbargoLifted,
    ArticlePublicationFailed,
    ArticleScheduled,
    ArticleUnscheduled,
)
from commkit_articles.schedule.messages import LiftEmbargo, ScheduleArticle, UnscheduleArticle
from commkit_articles.series import handlers as _series_handlers
from commkit_articles.series import offers as _series_offers
from commkit_articles.series import queries as _series_queries
from commkit_articles.series.facts import SeriesCreated, SeriesEdited, SeriesPartAdded, SeriesPartRemoved
from commkit_articles.series.feature import series_feature
from commkit_articles.series.messages import (
    AddToSeries,
    CreateSeries,
    EditSeries,
    ListSeries,
    ListSeriesArticles,
    ListSeriesParts,
    OrderSeries,
    ReadSeries,
    ReadSeriesFeed,
    ReadSeriesPlace,
    RemoveFromSeries,
)
from commkit_articles.series.records import Series, SeriesId, SeriesPart, SeriesPlace
from commkit_articles.sources import handlers as _sources_handlers
from commkit_articles.sources import offers as _sources_offers
from commkit_articles.sources import queries as _sources_queries
from commkit_articles.sources import reactions as _sources_reactions
from commkit_articles.sources import subscribers as _sources_subscribers
from commkit_articles.sources.feature import sources_feature
from commkit_articles.sources.messages import (
    DraftArticleFromThread,
    ListArticlesFromThread,
    ListArticleSources,
    ListCredits,
    SettleSources,
)
from commkit_articles.sources.records import ArticleSource, Credit
from commkit_articles.tables import article
from commkit_articles.views import queries as _views_queries
from commkit_articles.views.messages import ViewArticle, ViewDeskArticles
from commkit_articles.views.records import ArticleView

__all__ = [
    "ARTICLE",
    "COMMENT",
    "DESK",
    "PUBLIC_STATES",
    "AcceptCoAuthorship",
    "AcceptLeadAuthorship",
    "AddToSeries",
    "ApproveArticle",
    "Article",
    "ArticleAction",
    "ArticleApproved",
    "ArticleCorrected",
    "ArticleCreated",
    "ArticleDeleted",
    "ArticleDiff",
    "ArticleDropped",
    "ArticleEdited",
    "ArticleEmbargoLifted",
    "ArticleId",
    "ArticlePublicationFailed",
    "ArticlePublished",
    "ArticleRetired",
    "ArticleScheduled",
    "ArticleSentBack",
    "ArticleSource",
    "ArticleState",
    "ArticleSubmitted",
    "ArticleUnscheduled",
    "ArticleVersion",
    "ArticleView",
    "Articles",
    "Byline",
    "CoAuthorInvited",
    "CoAuthorJoined",
    "CoAuthorLeft",
    "CompareArticleVersions",
    "CorrectArticle",
    "Correction",
    "CreateArticle",
    "CreateSeries",
    "Credit",
    "DeleteArticle",
    "DeskAction",
    "DeskNumbers",
    "DeskSettings",
    "DraftArticleFromThread",
    "EditArticle",
    "EditSeries",
    "EndLeadOffer",
    "InviteCoAuthor",
    "LeadChanged",
    "LeadOfferEnded",
    "LeadOffered",
    "LiftEmbargo",
    "ListArticleActions",
    "ListArticleSources",
    "ListArticleVersions",
    "ListArticles",
    "ListArticlesFromThread",
    "ListCorrections",
    "ListCredits",
    "ListDeskArticles",
    "ListMyArticles",
    "ListSeries",
    "ListSeriesArticles",
    "ListSeriesParts",
    "OfferLeadAuthorship",
    "OrderSeries",
    "PublishArticle",
    "PublishedArticle",
    "ReadArticle",
    "ReadArticleEntries",
    "ReadDeskNumbers",
    "ReadPublishedArticle",
    "ReadSeries",
    "ReadSeriesFeed",
    "ReadSeriesPlace",
    "RemoveCoAuthor",
    "RemoveFromSeries",
    "RetireArticle",
    "RetractArticle",
    "ScheduleArticle",
    "SendBackArticle",
    "Series",
    "SeriesCreated",
    "SeriesEdited",
    "SeriesId",
    "SeriesPart",
    "SeriesPartAdded",
    "SeriesPartRemoved",
    "SeriesPlace",
    "SettleSources",
    "StateCount",
    "SubmitArticle",
    "UnscheduleArticle",
    "ViewArticle",
    "ViewDeskArticles",
    "article",
    "article_kind",
    "copy_article",
    "desk_feature",
    "series_feature",
    "sources_feature",
]

del (
    _entries_queries,
    _authors_handlers,
    _authors_leading,
    _authors_offers,
    _authors_subscribers,
    _desk_explanations,
    _desk_gates,
    _desk_handlers,
    _desk_offers,
    _desk_queries,
    _desk_subscribers,
    _desk_visibility,
    _numbers_queries,
    _publishing_handlers,
    _publishing_offers,
    _publishing_queries,
    _publishing_subscribers,
    _schedule_handlers,
    _schedule_jobs,
    _schedule_offers,
    _schedule_subscribers,
    _series_handlers,
    _series_offers,
    _series_queries,
    _sources_handlers,
    _sources_offers,
    _sources_queries,
    _sources_reactions,
    _sources_subscribers,
    _views_queries,
)
