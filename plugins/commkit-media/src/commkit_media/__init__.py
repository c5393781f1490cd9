"""News and content about a company for commkit: articles with a desk, and comments on the host's own pages.

A community of the type `media` has all features of the plugin, those of `commkit_articles`, and that of `commkit_ama`;
each of them may be used in other types, too: `media.pages`, `media.reviews`, `media.live`, `media.featured`,
`media.flair`, `media.closing`, `media.front`, `media.press`, `media.share_links`, `media.newsletters`.

The file is as long as the list of what others may use of it.
"""

from commkit_media.closing import handlers as _closing_handlers
from commkit_media.closing import jobs as _closing_jobs
from commkit_media.closing import offers as _closing_offers
from commkit_media.closing import queries as _closing_queries
from commkit_media.closing import reactions as _closing_reactions
from commkit_media.closing.facts import ClosingSet, ThreadArchived, ThreadClosed
from commkit_media.closing.feature import ClosingSettings, closing_feature
from commkit_media.closing.messages import ReadClosing, SetClosing
from commkit_media.closing.records import ThreadClosing
from commkit_media.community_type import MEDIA
from commkit_media.featured import handlers as _featured_handlers
from commkit_media.featured import offers as _featured_offers
from commkit_media.featured import queries as _featured_queries
from commkit_media.featured import reactions as _featured_reactions
from commkit_media.featured import subscribers as _featured_subscribers
from commkit_media.featured.facts import CommentFeatured, CommentUnfeatured
from commkit_media.featured.feature import FEATURE_COMMENTS, featured_feature
from commkit_media.featured.messages import FeatureComment, ListFeaturedComments, UnfeatureComment
from commkit_media.featured.records import FeaturedComment
from commkit_media.flair import queries as _flair_queries
from commkit_media.flair.feature import FlairSettings, flair_feature
from commkit_media.front import handlers as _front_handlers
from commkit_media.front import offers as _front_offers
from commkit_media.front import queries as _front_queries
from commkit_media.front.facts import FrontPinned, FrontUnpinned
from commkit_media.front.feature import EDIT_FRONT, FrontSettings, front_feature
from commkit_media.front.messages import ClearFrontSlot, ListFrontPins, PinToFront, ReadFrontPage
from commkit_media.front.records import (
    FilledSlot,
    FrontCandidate,
    FrontPage,
    FrontPin,
    FrontQuota,
    FrontSlot,
    SlotReason,
)
from commkit_media.live import gates as _live_gates
from commkit_media.live import handlers as _live_handlers
from commkit_media.live import offers as _live_offers
from commkit_media.live import queries as _live_queries
from commkit_media.live import reactions as _live_reactions
from commkit_media.live.facts import EntryCorrected, EntryPinned
from commkit_media.live.feature import REPORT, live_feature
from commkit_media.live.messages import AddEntry, CorrectEntry, PinEntry, ViewTicker
from commkit_media.live.records import EntryCorrection, EntryPlace, TickerEntry, TickerPage
from commkit_media.newsletters import handlers as _newsletters_handlers
from commkit_media.newsletters import queries as _newsletters_queries
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
from commkit_media.newsletters.feature import (
    EDIT_NEWSLETTERS,
    NewsletterSettings,
    newsletter_feature,
)
from commkit_media.newsletters.issues import handlers as _newsletters_issues_handlers
from commkit_media.newsletters.issues import queries as _newsletters_issues_queries
from commkit_media.newsletters.issues.messages import (
    DraftIssue,
    EditIssue,
    ListIssues,
    PreviewIssue,
    SendIssue,
)
from commkit_media.newsletters.issues.records import (
    IssueId,
    IssueItem,
    IssuePreview,
    IssueState,
    NewsletterIssue,
)
from commkit_media.newsletters.messages import (
    ChangeNewsletter,
    CreateNewsletter,
    EndNewsletter,
    ListNewsletters,
    ReadNewsletter,
)
from commkit_media.newsletters.ports import (
    NewsletterSite,
)
from commkit_media.newsletters.records import (
    Cadence,
    Newsletter,
    NewsletterAudience,
    NewsletterId,
    NewsletterOffer,
)
from commkit_media.newsletters.sending import queries as _newsletters_sending_queries
from commkit_media.newsletters.sending import subscribers as _newsletters_sending_subscribers
from commkit_media.newsletters.sending.messages import (
    ReadIssueNumbers,
)
from commkit_media.newsletters.sending.records import (
    IssueMail,
    IssueMailState,
    IssueNumbers,
)
from commkit_media.newsletters.subscribing import handlers as _newsletters_subscribing_handlers
from commkit_media.newsletters.subscribing import reactions as _newsletters_subscribing_reactions
from commkit_media.newsletters.subscribing import subscribers as _newsletters_subscribing_subscribers
from commkit_media.newsletters.subscribing.keeping import (
    handlers as _newsletters_subscribing_keeping_handlers,
)
from commkit_media.newsletters.subscribing.keeping import queries as _newsletters_subscribing_keeping_queries
from commkit_media.newsletters.subscribing.messages import (
    ConfirmSubscription,
    EndSubscription,
    ForgetAddress,
    ImportSubscribers,
    ReadAddress,
    RequestSubscription,
    SubscribeToNewsletter,
    UnsubscribeFromNewsletter,
)
from commkit_media.newsletters.subscribing.records import (
    AddressRecord,
    ImportedAddresses,
    NewsletterSubscription,
    SubscriptionEnd,
    SubscriptionId,
    SubscriptionQuota,
    SuppressedAddress,
)
from commkit_media.pages import explanations as _pages_explanations
from commkit_media.pages import handlers as _pages_handlers
from commkit_media.pages import offers as _pages_offers
from commkit_media.pages import queries as _pages_queries
from commkit_media.pages import reactions as _pages_reactions
from commkit_media.pages.facts import PageMoved, PageOpened, PageSectionSet, PagesMerged
from commkit_media.pages.feature import MANAGE_PAGES, TRACKING, PageSettings, page_feature
from commkit_media.pages.messages import (
    BindPage,
    CommentOnPage,
    CountPages,
    ListPageSections,
    ListPagesOfThreads,
    MergePages,
    MovePage,
    ReadPage,
    SetPageSection,
    ViewPage,
)
from commkit_media.pages.ports import PageDirectory
from commkit_media.pages.records import (
    FoundPage,
    HostPage,
    PageAddress,
    PageCount,
    PageId,
    PageSection,
    PageState,
    PageView,
    ThreadOfPage,
)
from commkit_media.plugin import Media
from commkit_media.policy import (
    ENTRY,
    MODES,
    PAGE,
    PRESS_KIT,
    REVIEW,
    REVIEW_PAGE,
    TICKER,
)
from commkit_media.press.accreditations import handlers as _press_accreditations_handlers
from commkit_media.press.accreditations import jobs as _press_accreditations_jobs
from commkit_media.press.accreditations import queries as _press_accreditations_queries
from commkit_media.press.accreditations import reactions as _press_accreditations_reactions
from commkit_media.press.accreditations import subscribers as _press_accreditations_subscribers
from commkit_media.press.accreditations import visibility as _press_accreditations_visibility
from commkit_media.press.accreditations.facts import (
    AccreditationDecided,
    AccreditationExpired,
    AccreditationRequested,
)
from commkit_media.press.accreditations.messages import (
    DecideAccreditation,
    GiveUpAccreditation,
    ListAccreditations,
    ReadMyAccreditation,
    ReadPressGroup,
    RequestAccreditation,
    WithdrawAccreditation,
)
from commkit_media.press.accreditations.records import Accreditation, AccreditationId, AccreditationState
from commkit_media.press.assets import handlers as _press_assets_handlers
from commkit_media.press.assets import offers as _press_assets_offers
from commkit_media.press.assets import queries as _press_assets_queries
from commkit_media.press.assets import reactions as _press_assets_reactions
from commkit_media.press.assets import visibility as _press_assets_visibility
from commkit_media.press.assets.facts import AssetAdded, AssetChanged, AssetWithdrawn
from commkit_media.press.assets.messages import (
    AddAsset,
    ChangeAsset,
    CountDownload,
    ListAssets,
    ReadAsset,
    WithdrawAsset,
)
from commkit_media.press.assets.records import Asset, AssetId
from commkit_media.press.feature import DECIDE_ACCREDITATIONS, MANAGE_PRESS, PressSettings, press_feature
from commkit_media.press.releases import gates as _press_releases_gates
from commkit_media.press.releases import handlers as _press_releases_handlers
from commkit_media.press.releases import queries as _press_releases_queries
from commkit_media.press.releases import reactions as _press_releases_reactions
from commkit_media.press.releases import subscribers as _press_releases_subscribers
from commkit_media.press.releases import visibility as _press_releases_visibility
from commkit_media.press.releases.facts import EmbargoAccepted, EmbargoSet, ReleaseOpened
from commkit_media.press.releases.messages import (
    AcceptEmbargo,
    FindRelease,
    ListEmbargoReaders,
    ListReleases,
    OpenRelease,
    ReadRelease,
    SetEmbargo,
)
from commkit_media.press.releases.moments.policy import moment_of
from commkit_media.press.releases.records import EmbargoReader, PressRelease, PressReleaseId, ReleaseView
from commkit_media.reviews import gates as _reviews_gates
from commkit_media.reviews import handlers as _reviews_handlers
from commkit_media.reviews import offers as _reviews_offers
from commkit_media.reviews import queries as _reviews_queries
from commkit_media.reviews import reactions as _reviews_reactions
from commkit_media.reviews.facts import ReviewGiven
from commkit_media.reviews.feature import OVERALL, ReviewSettings, review_feature
from commkit_media.reviews.messages import ListStars, ReadMyReview, ReadStarNumbers, WriteReview
from commkit_media.reviews.policy import bayesian_mean
from commkit_media.reviews.records import (
    CriterionNumbers,
    GivenReview,
    ReviewCriterion,
    ReviewStars,
    StarNumbers,
    StarsOfReview,
)
from commkit_media.share_links import handlers as _share_links_handlers
from commkit_media.share_links import queries as _share_links_queries
from commkit_media.share_links.facts import ShareLinkCreated, ShareLinkEnded
from commkit_media.share_links.feature import BOTS, MANAGE_SHARE_LINKS, ShareSettings, share_feature
from commkit_media.share_links.messages import (
    CountShares,
    CreateShareLink,
    EndShareLink,
    FollowShareLink,
    ListShareLinks,
)
from commkit_media.share_links.records import (
    DayShares,
    LinkShares,
    ShareLink,
    ShareLinkId,
    ShareNumbers,
    ShareTarget,
)

__all__ = [
    "BOTS",
    "DECIDE_ACCREDITATIONS",
    "EDIT_FRONT",
    "EDIT_NEWSLETTERS",
    "ENTRY",
    "FEATURE_COMMENTS",
    "MANAGE_PAGES",
    "MANAGE_PRESS",
    "MANAGE_SHARE_LINKS",
    "MEDIA",
    "MODES",
    "OVERALL",
    "PAGE",
    "PRESS_KIT",
    "REPORT",
    "REVIEW",
    "REVIEW_PAGE",
    "TICKER",
    "TRACKING",
    "AcceptEmbargo",
    "Accreditation",
    "AccreditationDecided",
    "AccreditationExpired",
    "AccreditationId",
    "AccreditationRequested",
    "AccreditationState",
    "AddAsset",
    "AddEntry",
    "AddressRecord",
    "Asset",
    "AssetAdded",
    "AssetChanged",
    "AssetId",
    "AssetWithdrawn",
    "BindPage",
    "Cadence",
    "ChangeAsset",
    "ChangeNewsletter",
    "ClearFrontSlot",
    "ClosingSet",
    "ClosingSettings",
    "CommentFeatured",
    "CommentOnPage",
    "CommentUnfeatured",
    "ConfirmSubscription",
    "CorrectEntry",
    "CountDownload",
    "CountPages",
    "CountShares",
    "CreateNewsletter",
    "CreateShareLink",
    "CriterionNumbers",
    "DayShares",
    "DecideAccreditation",
    "DraftIssue",
    "EditIssue",
    "EmbargoAccepted",
    "EmbargoReader",
    "EmbargoSet",
    "EndNewsletter",
    "EndShareLink",
    "EndSubscription",
    "EntryCorrected",
    "EntryCorrection",
    "EntryPinned",
    "EntryPlace",
    "FeatureComment",
    "FeaturedComment",
    "FilledSlot",
    "FindRelease",
    "FlairSettings",
    "FollowShareLink",
    "ForgetAddress",
    "FoundPage",
    "FrontCandidate",
    "FrontPage",
    "FrontPin",
    "FrontPinned",
    "FrontQuota",
    "FrontSettings",
    "FrontSlot",
    "FrontUnpinned",
    "GiveUpAccreditation",
    "GivenReview",
    "HostPage",
    "ImportSubscribers",
    "ImportedAddresses",
    "IssueChanged",
    "IssueDrafted",
    "IssueId",
    "IssueItem",
    "IssueMail",
    "IssueMailState",
    "IssueNumbers",
    "IssuePreview",
    "IssueSendingStarted",
    "IssueState",
    "LinkShares",
    "ListAccreditations",
    "ListAssets",
    "ListEmbargoReaders",
    "ListFeaturedComments",
    "ListFrontPins",
    "ListIssues",
    "ListNewsletters",
    "ListPageSections",
    "ListPagesOfThreads",
    "ListReleases",
    "ListShareLinks",
    "ListStars",
    "Media",
    "MergePages",
    "MovePage",
    "Newsletter",
    "NewsletterAudience",
    "NewsletterChanged",
    "NewsletterCreated",
    "NewsletterEnded",
    "NewsletterId",
    "NewsletterIssue",
    "NewsletterOffer",
    "NewsletterSettings",
    "NewsletterSite",
    "NewsletterSubscription",
    "OpenRelease",
    "PageAddress",
    "PageCount",
    "PageDirectory",
    "PageId",
    "PageMoved",
    "PageOpened",
    "PageSection",
    "PageSectionSet",
    "PageSettings",
    "PageState",
    "PageView",
    "PagesMerged",
    "PinEntry",
    "PinToFront",
    "PressRelease",
    "PressReleaseId",
    "PressSettings",
    "PreviewIssue",
    "ReadAddress",
    "ReadAsset",
    "ReadClosing",
    "ReadFrontPage",
    "ReadIssueNumbers",
    "ReadMyAccreditation",
    "ReadMyReview",
    "ReadNewsletter",
    "ReadPage",
    "ReadPressGroup",
    "ReadRelease",
    "ReadStarNumbers",
    "ReleaseOpened",
    "ReleaseView",
    "RequestAccreditation",
    "RequestSubscription",
    "ReviewCriterion",
    "ReviewGiven",
    "ReviewSettings",
    "ReviewStars",
    "SendIssue",
    "SetClosing",
    "SetEmbargo",
    "SetPageSection",
    "ShareLink",
    "ShareLinkCreated",
    "ShareLinkEnded",
    "ShareLinkId",
    "ShareNumbers",
    "ShareSettings",
    "ShareTarget",
    "SlotReason",
    "StarNumbers",
    "StarsOfReview",
    "SubscribeToNewsletter",
    "SubscriptionEnd",
    "SubscriptionEnded",
    "SubscriptionId",
    "SubscriptionQuota",
    "SubscriptionRequested",
    "SubscriptionStarted",
    "SuppressedAddress",
    "ThreadArchived",
    "ThreadClosed",
    "ThreadClosing",
    "ThreadOfPage",
    "TickerEntry",
    "TickerPage",
    "UnfeatureComment",
    "UnsubscribeFromNewsletter",
    "ViewPage",
    "ViewTicker",
    "WithdrawAccreditation",
    "WithdrawAsset",
    "WriteReview",
    "bayesian_mean",
    "closing_feature",
    "featured_feature",
    "flair_feature",
    "front_feature",
    "live_feature",
    "moment_of",
    "newsletter_feature",
    "page_feature",
    "press_feature",
    "review_feature",
    "share_feature",
]

del (
    _press_accreditations_handlers,
    _press_accreditations_jobs,
    _press_accreditations_queries,
    _press_accreditations_reactions,
    _press_accreditations_subscribers,
    _press_accreditations_visibility,
    _press_assets_handlers,
    _press_assets_offers,
    _press_assets_queries,
    _press_assets_reactions,
    _press_assets_visibility,
    _press_releases_gates,
    _press_releases_handlers,
    _press_releases_queries,
    _press_releases_reactions,
    _press_releases_subscribers,
    _press_releases_visibility,
    _share_links_handlers,
    _share_links_queries,
    _closing_handlers,
    _closing_jobs,
    _closing_offers,
    _closing_queries,
    _closing_reactions,
    _featured_handlers,
    _featured_offers,
    _featured_queries,
    _featured_reactions,
    _featured_subscribers,
    _flair_queries,
    _front_handlers,
    _front_offers,
    _front_queries,
    _live_gates,
    _live_handlers,
    _live_offers,
    _live_queries,
    _live_reactions,
    _newsletters_handlers,
    _newsletters_queries,
    _newsletters_issues_handlers,
    _newsletters_issues_queries,
    _newsletters_sending_queries,
    _newsletters_sending_subscribers,
    _newsletters_subscribing_handlers,
    _newsletters_subscribing_keeping_handlers,
    _newsletters_subscribing_keeping_queries,
    _newsletters_subscribing_reactions,
    _newsletters_subscribing_subscribers,
    _pages_explanations,
    _pages_handlers,
    _pages_offers,
    _pages_queries,
    _pages_reactions,
    _reviews_gates,
    _reviews_handlers,
    _reviews_offers,
    _reviews_queries,
    _reviews_reactions,
)
