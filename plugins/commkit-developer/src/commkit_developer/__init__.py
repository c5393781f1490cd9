"""Developer communities for commkit: technical questions that are voted on, edited and closed by those who read them.

A community of the type `developer` has all features of the plugin; each of them may be used in other types, too:
`developer.votes`, `developer.reproduction`, `developer.suggested_edits`, `developer.closing`, `developer.bounties`,
`developer.licences`, `developer.conversions`, `developer.retagging`, `developer.tracker`, `developer.reviews`.

The file is as long as the list of what others may use of it.
"""

from commkit_developer.bounties import explanations as _bounty_explanations
from commkit_developer.bounties import handlers as _bounty_handlers
from commkit_developer.bounties import imports as _bounty_imports
from commkit_developer.bounties import offers as _bounty_offers
from commkit_developer.bounties import queries as _bounty_queries
from commkit_developer.bounties import subscribers as _bounty_subscribers
from commkit_developer.bounties.facts import BountyAwarded, BountyCancelled, BountyExpired, BountyOffered
from commkit_developer.bounties.feature import BountySettings, bounty_feature
from commkit_developer.bounties.messages import (
    AwardBounty,
    CancelBounty,
    ListOpenBounties,
    ListQuestionBounties,
    OfferBounty,
    ReadBounty,
    ReadBountyNumbers,
    ReadPointsBalance,
)
from commkit_developer.bounties.ports import PointsBank, ScoreBank
from commkit_developer.bounties.records import Bounty, BountyId, BountyNumbers, BountyState, PointsBalance
from commkit_developer.closing import explanations as _closing_explanations
from commkit_developer.closing import gates as _closing_gates
from commkit_developer.closing import handlers as _closing_handlers
from commkit_developer.closing import offers as _closing_offers
from commkit_developer.closing import queries as _closing_queries
from commkit_developer.closing import reactions as _closing_reactions
from commkit_developer.closing import subscribers as _closing_subscribers
from commkit_developer.closing.duplicates import subscribers as _duplicate_subscribers
from commkit_developer.closing.facts import (
    ClosedByCommunity,
    CloseVoted,
    ClosingVoteRetracted,
    ReopenedByCommunity,
    ReopenVoted,
)
from commkit_developer.closing.feature import (
    CLOSE_REASONS,
    VOTE_TO_CLOSE,
    VOTE_TO_REOPEN,
    ClosingSettings,
    closing_feature,
)
from commkit_developer.closing.messages import (
    ListCloseReasons,
    ReadClosing,
    ReadClosingNumbers,
    RetractClosingVote,
    VoteToClose,
    VoteToReopen,
)
from commkit_developer.closing.records import (
    CloseReason,
    ClosingNumbers,
    ClosingStatus,
    Closure,
    ClosureId,
    ReasonCount,
)
from commkit_developer.community_type import DEVELOPER
from commkit_developer.conversions import explanations as _conversion_explanations
from commkit_developer.conversions import handlers as _conversion_handlers
from commkit_developer.conversions import offers as _conversion_offers
from commkit_developer.conversions import queries as _conversion_queries
from commkit_developer.conversions import subscribers as _conversion_subscribers
from commkit_developer.conversions.facts import ConversionUndone, PostConverted
from commkit_developer.conversions.feature import CONVERT_OTHERS, conversion_feature
from commkit_developer.conversions.messages import (
    ConvertToAnswer,
    ConvertToComment,
    ListConversions,
    ReadConversionNumbers,
    UndoConversion,
)
from commkit_developer.conversions.records import (
    Conversion,
    ConversionCount,
    ConversionId,
    ConversionNumbers,
)
from commkit_developer.licences import queries as _licence_queries
from commkit_developer.licences.feature import licence_feature
from commkit_developer.licences.messages import ListLicences, ReadLicenceNumbers
from commkit_developer.licences.policy import DEFAULT_LICENCES, LICENCES, licence_fields
from commkit_developer.licences.records import KindLicences, LicenceCount, LicenceNumbers
from commkit_developer.plugin import Developer
from commkit_developer.policy import MAINTAINER
from commkit_developer.reproduction import gates as _reproduction_gates
from commkit_developer.reproduction import queries as _reproduction_queries
from commkit_developer.reproduction.feature import ReproductionSettings, reproduction_feature
from commkit_developer.reproduction.messages import ReadQuestionTemplate
from commkit_developer.reproduction.policy import REPRODUCTION_FIELDS
from commkit_developer.reproduction.records import QuestionTemplate, TemplateField
from commkit_developer.reputation.policy import (
    BADGES,
    CLOSE_PRIVILEGE,
    CONVERT_PRIVILEGE,
    EVIDENCE,
    PRIVILEGES,
    RETAG_PRIVILEGE,
    REVIEW_PRIVILEGE,
    VOTE_DOWN_PRIVILEGE,
)
from commkit_developer.reputation.ports import ReputationBank
from commkit_developer.retagging import explanations as _retagging_explanations
from commkit_developer.retagging import handlers as _retagging_handlers
from commkit_developer.retagging import offers as _retagging_offers
from commkit_developer.retagging.feature import RETAG_OTHERS, retag_feature
from commkit_developer.retagging.messages import RetagPost
from commkit_developer.reviews import explanations as _review_explanations
from commkit_developer.reviews import handlers as _review_handlers
from commkit_developer.reviews import offers as _review_offers
from commkit_developer.reviews import queries as _review_queries
from commkit_developer.reviews import subscribers as _review_subscribers
from commkit_developer.reviews import visibility as _review_visibility
from commkit_developer.reviews.decisions import handlers as _review_decisions
from commkit_developer.reviews.facts import (
    AuditDecided,
    ReviewClaimed,
    ReviewDecided,
    ReviewEnded,
    ReviewerPaused,
    ReviewOpened,
    ReviewReleased,
)
from commkit_developer.reviews.feature import REVIEW_POSTS, ReviewSettings, review_feature
from commkit_developer.reviews.messages import (
    ClaimReview,
    DecideReview,
    ListReviewQueues,
    ListReviews,
    ReadReviewNumbers,
    ReleaseReview,
)
from commkit_developer.reviews.numbers import queries as _review_numbers
from commkit_developer.reviews.opening import reactions as _review_reactions
from commkit_developer.reviews.records import (
    PostReview,
    PostReviewId,
    PostReviewState,
    PostVerdict,
    ReviewNumbers,
    ReviewQueue,
    ReviewQueueNumbers,
    ReviewQueueStatus,
)
from commkit_developer.suggested_edits import explanations as _edit_explanations
from commkit_developer.suggested_edits import handlers as _edit_handlers
from commkit_developer.suggested_edits import offers as _edit_offers
from commkit_developer.suggested_edits import queries as _edit_queries
from commkit_developer.suggested_edits import reactions as _edit_reactions
from commkit_developer.suggested_edits import subscribers as _edit_subscribers
from commkit_developer.suggested_edits import visibility as _edit_visibility
from commkit_developer.suggested_edits.decisions import handlers as _decision_handlers
from commkit_developer.suggested_edits.facts import (
    EditApproved,
    EditKept,
    EditRejected,
    EditReviewed,
    EditRewritten,
    EditRolledBack,
    EditSuggested,
    EditWithdrawn,
)
from commkit_developer.suggested_edits.feature import REVIEW_EDITS, SuggestedEditSettings, edit_feature
from commkit_developer.suggested_edits.messages import (
    ApproveSuggestedEdit,
    ImproveSuggestedEdit,
    ListSuggestedEdits,
    ReadEditNumbers,
    ReadSuggestedEdit,
    RejectSuggestedEdit,
    RewriteSuggestedEdit,
    SuggestEdit,
    WithdrawSuggestedEdit,
)
from commkit_developer.suggested_edits.records import (
    EditNumbers,
    EditState,
    QueuedEdit,
    SuggestedEdit,
    SuggestedEditDiff,
    SuggestedEditId,
)
from commkit_developer.tracker import explanations as _tracker_explanations
from commkit_developer.tracker import gates as _tracker_gates
from commkit_developer.tracker import handlers as _tracker_handlers
from commkit_developer.tracker import offers as _tracker_offers
from commkit_developer.tracker import queries as _tracker_queries
from commkit_developer.tracker import reactions as _tracker_reactions
from commkit_developer.tracker import subscribers as _tracker_subscribers
from commkit_developer.tracker import visibility as _tracker_visibility
from commkit_developer.tracker.facts import (
    FixAsked,
    FixConfirmed,
    IssueAsked,
    IssueChanged,
    IssueFailed,
    IssueLinked,
    IssueUnlinked,
)
from commkit_developer.tracker.feature import (
    BUG_TRACKED,
    LINK_ISSUES,
    OPEN_ISSUES,
    READ_PRIVATE_ISSUES,
    TRACKER_STAFF,
    tracker_feature,
)
from commkit_developer.tracker.messages import (
    ConfirmFix,
    LinkIssue,
    OpenIssue,
    ReadIssue,
    ReadIssueDraft,
    ReadThreadIssue,
    ReadTrackerNumbers,
    RecordIssue,
    RecordIssueFailed,
    RecordRelease,
    RefreshIssue,
    UnlinkIssue,
)
from commkit_developer.tracker.ports import IssueTracker, TrackerRefused, TrackerUnreachable
from commkit_developer.tracker.recording import handlers as _tracker_recording
from commkit_developer.tracker.records import (
    FixVerdict,
    Issue,
    IssueDraft,
    IssueId,
    IssueSnapshot,
    IssueState,
    ThreadIssue,
    ThreadLink,
    TrackerNumbers,
)
from commkit_developer.votes import explanations as _vote_explanations
from commkit_developer.votes import queries as _vote_queries
from commkit_developer.votes import reactions as _vote_reactions
from commkit_developer.votes.feature import VoteSettings, vote_feature
from commkit_developer.votes.messages import ReadVoteQuota
from commkit_developer.votes.records import VoteQuota

__all__ = [
    "BADGES",
    "BUG_TRACKED",
    "CLOSE_PRIVILEGE",
    "CLOSE_REASONS",
    "CONVERT_OTHERS",
    "CONVERT_PRIVILEGE",
    "DEFAULT_LICENCES",
    "DEVELOPER",
    "EVIDENCE",
    "LICENCES",
    "LINK_ISSUES",
    "MAINTAINER",
    "OPEN_ISSUES",
    "PRIVILEGES",
    "READ_PRIVATE_ISSUES",
    "REPRODUCTION_FIELDS",
    "RETAG_OTHERS",
    "RETAG_PRIVILEGE",
    "REVIEW_EDITS",
    "REVIEW_POSTS",
    "REVIEW_PRIVILEGE",
    "TRACKER_STAFF",
    "VOTE_DOWN_PRIVILEGE",
    "VOTE_TO_CLOSE",
    "VOTE_TO_REOPEN",
    "ApproveSuggestedEdit",
    "AuditDecided",
    "AwardBounty",
    "Bounty",
    "BountyAwarded",
    "BountyCancelled",
    "BountyExpired",
    "BountyId",
    "BountyNumbers",
    "BountyOffered",
    "BountySettings",
    "BountyState",
    "CancelBounty",
    "ClaimReview",
    "CloseReason",
    "CloseVoted",
    "ClosedByCommunity",
    "ClosingNumbers",
    "ClosingSettings",
    "ClosingStatus",
    "ClosingVoteRetracted",
    "Closure",
    "ClosureId",
    "ConfirmFix",
    "Conversion",
    "ConversionCount",
    "ConversionId",
    "ConversionNumbers",
    "ConversionUndone",
    "ConvertToAnswer",
    "ConvertToComment",
    "DecideReview",
    "Developer",
    "EditApproved",
    "EditKept",
    "EditNumbers",
    "EditRejected",
    "EditReviewed",
    "EditRewritten",
    "EditRolledBack",
    "EditState",
    "EditSuggested",
    "EditWithdrawn",
    "FixAsked",
    "FixConfirmed",
    "FixVerdict",
    "ImproveSuggestedEdit",
    "Issue",
    "IssueAsked",
    "IssueChanged",
    "IssueDraft",
    "IssueFailed",
    "IssueId",
    "IssueLinked",
    "IssueSnapshot",
    "IssueState",
    "IssueTracker",
    "IssueUnlinked",
    "KindLicences",
    "LicenceCount",
    "LicenceNumbers",
    "LinkIssue",
    "ListCloseReasons",
    "ListConversions",
    "ListLicences",
    "ListOpenBounties",
    "ListQuestionBounties",
    "ListReviewQueues",
    "ListReviews",
    "ListSuggestedEdits",
    "OfferBounty",
    "OpenIssue",
    "PointsBalance",
    "PointsBank",
    "PostConverted",
    "PostReview",
    "PostReviewId",
    "PostReviewState",
    "PostVerdict",
    "QuestionTemplate",
    "QueuedEdit",
    "ReadBounty",
    "ReadBountyNumbers",
    "ReadClosing",
    "ReadClosingNumbers",
    "ReadConversionNumbers",
    "ReadEditNumbers",
    "ReadIssue",
    "ReadIssueDraft",
    "ReadLicenceNumbers",
    "ReadPointsBalance",
    "ReadQuestionTemplate",
    "ReadReviewNumbers",
    "ReadSuggestedEdit",
    "ReadThreadIssue",
    "ReadTrackerNumbers",
    "ReadVoteQuota",
    "ReasonCount",
    "RecordIssue",
    "RecordIssueFailed",
    "RecordRelease",
    "RefreshIssue",
    "RejectSuggestedEdit",
    "ReleaseReview",
    "ReopenVoted",
    "ReopenedByCommunity",
    "ReproductionSettings",
    "ReputationBank",
    "RetagPost",
    "RetractClosingVote",
    "ReviewClaimed",
    "ReviewDecided",
    "ReviewEnded",
    "ReviewNumbers",
    "ReviewOpened",
    "ReviewQueue",
    "ReviewQueueNumbers",
    "ReviewQueueStatus",
    "ReviewReleased",
    "ReviewSettings",
    "ReviewerPaused",
    "RewriteSuggestedEdit",
    "ScoreBank",
    "SuggestEdit",
    "SuggestedEdit",
    "SuggestedEditDiff",
    "SuggestedEditId",
    "SuggestedEditSettings",
    "TemplateField",
    "ThreadIssue",
    "ThreadLink",
    "TrackerNumbers",
    "TrackerRefused",
    "TrackerUnreachable",
    "UndoConversion",
    "UnlinkIssue",
    "VoteQuota",
    "VoteSettings",
    "VoteToClose",
    "VoteToReopen",
    "WithdrawSuggestedEdit",
    "bounty_feature",
    "closing_feature",
    "conversion_feature",
    "edit_feature",
    "licence_feature",
    "licence_fields",
    "reproduction_feature",
    "retag_feature",
    "review_feature",
    "tracker_feature",
    "vote_feature",
]

del (
    _bounty_explanations,
    _bounty_handlers,
    _bounty_imports,
    _bounty_offers,
    _bounty_queries,
    _bounty_subscribers,
    _closing_explanations,
    _closing_gates,
    _closing_handlers,
    _closing_offers,
    _closing_queries,
    _closing_reactions,
    _closing_subscribers,
    _conversion_explanations,
    _conversion_handlers,
    _conversion_offers,
    _conversion_queries,
    _conversion_subscribers,
    _decision_handlers,
    _duplicate_subscribers,
    _edit_explanations,
    _edit_handlers,
    _edit_offers,
    _edit_queries,
    _edit_reactions,
    _edit_subscribers,
    _edit_visibility,
    _licence_queries,
    _reproduction_gates,
    _reproduction_queries,
    _retagging_explanations,
    _retagging_handlers,
    _retagging_offers,
    _review_decisions,
    _review_explanations,
    _review_handlers,
    _review_numbers,
    _review_offers,
    _review_queries,
    _review_reactions,
    _review_subscribers,
    _review_visibility,
    _tracker_explanations,
    _tracker_gates,
    _tracker_handlers,
    _tracker_offers,
    _tracker_queries,
    _tracker_reactions,
    _tracker_recording,
    _tracker_subscribers,
    _tracker_visibility,
    _vote_explanations,
    _vote_queries,
    _vote_reactions,
)
