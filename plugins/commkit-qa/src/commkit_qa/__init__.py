"""Questions and answers for commkit: open, waiting, solved by an accepted answer, or closed with a reason.

A community type names the feature `qa.questions`, and has the post kind `QUESTION`, as it is or evolved, with `ANSWER`
and `COMMENT` below it; `qa.similar` finds what was asked before, `qa.timing` tells how long askers wait. Plugins that
build on this one find here, too, what tells questions from other posts.
"""

from commkit_qa.canonical import explanations as _canonical_explanations
from commkit_qa.canonical import handlers as _canonical_handlers
from commkit_qa.canonical import offers as _canonical_offers
from commkit_qa.canonical import queries as _canonical_queries
from commkit_qa.canonical import reactions as _canonical_reactions
from commkit_qa.canonical import subscribers as _canonical_subscribers
from commkit_qa.canonical.facts import CanonicalMarked, CanonicalMoved, CanonicalWithdrawn
from commkit_qa.canonical.feature import canonical_feature
from commkit_qa.canonical.messages import (
    ListCanonical,
    ListCanonicalHistory,
    MarkCanonical,
    ReadCanonicalNumbers,
    WithdrawCanonical,
)
from commkit_qa.canonical.records import Canonical, CanonicalId, CanonicalNumbers, WithdrawalCause
from commkit_qa.confirmations import handlers as _confirmation_handlers
from commkit_qa.confirmations import offers as _confirmation_offers
from commkit_qa.confirmations import queries as _confirmation_queries
from commkit_qa.confirmations import subscribers as _confirmation_subscribers
from commkit_qa.confirmations.facts import AnswerConfirmed, ConfirmationWithdrawn
from commkit_qa.confirmations.feature import confirmation_feature
from commkit_qa.confirmations.messages import (
    ConfirmAnswer,
    CountConfirmations,
    ListConfirmations,
    WithdrawConfirmation,
)
from commkit_qa.confirmations.records import AnswerConfirmations, Confirmation
from commkit_qa.duplicates import explanations as _duplicate_explanations
from commkit_qa.duplicates import handlers as _duplicate_handlers
from commkit_qa.duplicates import imports as _duplicate_imports
from commkit_qa.duplicates import offers as _duplicate_offers
from commkit_qa.duplicates import queries as _duplicate_queries
from commkit_qa.duplicates import reactions as _duplicate_reactions
from commkit_qa.duplicates import subscribers as _duplicate_subscribers
from commkit_qa.duplicates.facts import (
    DuplicateConfirmed,
    DuplicateProposed,
    DuplicateRejected,
    DuplicateReversed,
)
from commkit_qa.duplicates.feature import duplicate_feature
from commkit_qa.duplicates.messages import (
    ConfirmDuplicate,
    ExplainDuplicate,
    ListDuplicateMarks,
    ListDuplicates,
    ListProposedDuplicates,
    MarkDuplicate,
    MergeDuplicate,
    ReadRedirects,
    RejectDuplicate,
)
from commkit_qa.duplicates.records import DuplicateChain, DuplicateMark, DuplicateState, Redirect
from commkit_qa.freshness import handlers as _freshness_handlers
from commkit_qa.freshness import offers as _freshness_offers
from commkit_qa.freshness import queries as _freshness_queries
from commkit_qa.freshness import reactions as _freshness_reactions
from commkit_qa.freshness import subscribers as _freshness_subscribers
from commkit_qa.freshness.facts import ReportWithdrawn, VersionReported, VersionsCleared, VersionsStated
from commkit_qa.freshness.feature import FreshnessSettings, freshness_feature
from commkit_qa.freshness.messages import (
    ClearVersions,
    ListByFreshness,
    ListVersionReports,
    ReadFreshness,
    ReadFreshnessNumbers,
    ReportVersion,
    StateVersions,
    WithdrawReport,
)
from commkit_qa.freshness.records import (
    Applicability,
    Freshness,
    FreshnessNumbers,
    FreshnessState,
    Product,
    VersionReport,
)
from commkit_qa.orphans import handlers as _orphan_handlers
from commkit_qa.orphans import queries as _orphan_queries
from commkit_qa.orphans import reactions as _orphan_reactions
from commkit_qa.orphans import subscribers as _orphan_subscribers
from commkit_qa.orphans.facts import QuestionOrphaned
from commkit_qa.orphans.feature import OrphanSettings, orphan_feature
from commkit_qa.orphans.messages import CheckOrphans, CountOrphans, ListOrphans
from commkit_qa.orphans.records import CaredFor, OrphanCount, OrphanedQuestion, OrphanReport
from commkit_qa.plugin import QuestionsAndAnswers
from commkit_qa.policy import (
    ANSWER,
    CLOSED,
    COMMENT,
    OPEN,
    QUESTION,
    SETTLE_QUESTIONS,
    SOLVED,
    WAITING,
    check_not_settled,
    is_answer_kind,
    is_open_question,
    is_question,
    question_kind,
    question_kinds,
    require_question,
)
from commkit_qa.question_facts import queries as _fact_queries
from commkit_qa.question_facts.feature import fact_feature
from commkit_qa.question_facts.messages import ReadFactCounts
from commkit_qa.question_facts.policy import CODE_LANGUAGE, ENVIRONMENT, VERSION, product_area
from commkit_qa.question_facts.records import FactCount
from commkit_qa.questions import gates as _question_gates
from commkit_qa.questions import handlers as _question_handlers
from commkit_qa.questions import offers as _question_offers
from commkit_qa.questions import reactions as _question_reactions
from commkit_qa.questions import subscribers as _question_subscribers
from commkit_qa.questions.facts import QuestionClosed, QuestionReopened, QuestionSolved
from commkit_qa.questions.feature import QuestionSettings, question_feature
from commkit_qa.questions.handlers import perform_close, perform_reopen
from commkit_qa.questions.messages import AcceptAnswer, CloseQuestion, ReopenQuestion, RequestInformation
from commkit_qa.questions.reactions import is_held
from commkit_qa.releases import handlers as _release_handlers
from commkit_qa.releases import queries as _release_queries
from commkit_qa.releases import reactions as _release_reactions
from commkit_qa.releases import subscribers as _release_subscribers
from commkit_qa.releases.facts import RecheckRequested, ReleaseAnnounced, ReleasesDue
from commkit_qa.releases.feature import ReleaseSettings, release_feature
from commkit_qa.releases.messages import (
    AnnounceRelease,
    ListRechecks,
    ListReleases,
    PullReleases,
    ReadRecheckNumbers,
)
from commkit_qa.releases.ports import JsonReleases, ListedReleases, ReleasePort, ReleasesUnavailable
from commkit_qa.releases.records import (
    OpenRecheck,
    Recheck,
    RecheckNumbers,
    Release,
    ReleaseId,
    ReleaseNotice,
)
from commkit_qa.similar import queries as _similar_queries
from commkit_qa.similar.feature import similar_feature
from commkit_qa.similar.messages import ListSimilarQuestions
from commkit_qa.similar.records import SimilarQuestion
from commkit_qa.timing import queries as _timing_queries
from commkit_qa.timing.feature import TimingSettings, timing_feature
from commkit_qa.timing.messages import ReadAnswerTimes
from commkit_qa.timing.records import AnswerProofs, AnswerTime, AnswerTimes, KaplanMeierMedian

__all__ = [
    "ANSWER",
    "CLOSED",
    "CODE_LANGUAGE",
    "COMMENT",
    "ENVIRONMENT",
    "OPEN",
    "QUESTION",
    "SETTLE_QUESTIONS",
    "SOLVED",
    "VERSION",
    "WAITING",
    "AcceptAnswer",
    "AnnounceRelease",
    "AnswerConfirmations",
    "AnswerConfirmed",
    "AnswerProofs",
    "AnswerTime",
    "AnswerTimes",
    "Applicability",
    "Canonical",
    "CanonicalId",
    "CanonicalMarked",
    "CanonicalMoved",
    "CanonicalNumbers",
    "CanonicalWithdrawn",
    "CaredFor",
    "CheckOrphans",
    "ClearVersions",
    "CloseQuestion",
    "ConfirmAnswer",
    "ConfirmDuplicate",
    "Confirmation",
    "ConfirmationWithdrawn",
    "CountConfirmations",
    "CountOrphans",
    "DuplicateChain",
    "DuplicateConfirmed",
    "DuplicateMark",
    "DuplicateProposed",
    "DuplicateRejected",
    "DuplicateReversed",
    "DuplicateState",
    "ExplainDuplicate",
    "FactCount",
    "Freshness",
    "FreshnessNumbers",
    "FreshnessSettings",
    "FreshnessState",
    "JsonReleases",
    "KaplanMeierMedian",
    "ListByFreshness",
    "ListCanonical",
    "ListCanonicalHistory",
    "ListConfirmations",
    "ListDuplicateMarks",
    "ListDuplicates",
    "ListOrphans",
    "ListProposedDuplicates",
    "ListRechecks",
    "ListReleases",
    "ListSimilarQuestions",
    "ListVersionReports",
    "ListedReleases",
    "MarkCanonical",
    "MarkDuplicate",
    "MergeDuplicate",
    "OpenRecheck",
    "OrphanCount",
    "OrphanReport",
    "OrphanSettings",
    "OrphanedQuestion",
    "Product",
    "PullReleases",
    "QuestionClosed",
    "QuestionOrphaned",
    "QuestionReopened",
    "QuestionSettings",
    "QuestionSolved",
    "QuestionsAndAnswers",
    "ReadAnswerTimes",
    "ReadCanonicalNumbers",
    "ReadFactCounts",
    "ReadFreshness",
    "ReadFreshnessNumbers",
    "ReadRecheckNumbers",
    "ReadRedirects",
    "Recheck",
    "RecheckNumbers",
    "RecheckRequested",
    "Redirect",
    "RejectDuplicate",
    "Release",
    "ReleaseAnnounced",
    "ReleaseId",
    "ReleaseNotice",
    "ReleasePort",
    "ReleaseSettings",
    "ReleasesDue",
    "ReleasesUnavailable",
    "ReopenQuestion",
    "ReportVersion",
    "ReportWithdrawn",
    "RequestInformation",
    "SimilarQuestion",
    "StateVersions",
    "TimingSettings",
    "VersionReport",
    "VersionReported",
    "VersionsCleared",
    "VersionsStated",
    "WithdrawCanonical",
    "WithdrawConfirmation",
    "WithdrawReport",
    "WithdrawalCause",
    "canonical_feature",
    "check_not_settled",
    "confirmation_feature",
    "duplicate_feature",
    "fact_feature",
    "freshness_feature",
    "is_answer_kind",
    "is_held",
    "is_open_question",
    "is_question",
    "orphan_feature",
    "perform_close",
    "perform_reopen",
    "product_area",
    "question_feature",
    "question_kind",
    "question_kinds",
    "release_feature",
    "require_question",
    "similar_feature",
    "timing_feature",
]

del (
    _freshness_handlers,
    _freshness_offers,
    _freshness_queries,
    _freshness_reactions,
    _freshness_subscribers,
    _release_handlers,
    _release_queries,
    _release_reactions,
    _release_subscribers,
    _canonical_explanations,
    _canonical_handlers,
    _canonical_offers,
    _canonical_queries,
    _canonical_reactions,
    _canonical_subscribers,
    _orphan_handlers,
    _orphan_queries,
    _orphan_reactions,
    _orphan_subscribers,
    _fact_queries,
    _confirmation_handlers,
    _confirmation_offers,
    _confirmation_queries,
    _confirmation_subscribers,
    _duplicate_explanations,
    _duplicate_handlers,
    _duplicate_imports,
    _duplicate_offers,
    _duplicate_queries,
    _duplicate_reactions,
    _duplicate_subscribers,
    _question_gates,
    _question_handlers,
    _question_offers,
    _question_reactions,
    _question_subscribers,
    _similar_queries,
    _timing_queries,
)
