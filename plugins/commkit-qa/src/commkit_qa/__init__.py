"""Questions and answers for commkit: open, waiting, solved by an accepted answer, or closed with a reason.

A community type names the feature `qa.questions`, and has the post kind `QUESTION`, as it is or evolved, with `ANSWER`
and `COMMENT` below it; `qa.similar` finds what was asked before, `qa.timing` tells how long askers wait. Plugins that
build on this one find here, too, what tells questions from other posts.
"""

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
from commkit_qa.duplicates import handlers as _duplicate_handlers
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
    ListDuplicateMarks,
    ListDuplicates,
    ListProposedDuplicates,
    MarkDuplicate,
    MergeDuplicate,
    ReadRedirects,
    RejectDuplicate,
)
from commkit_qa.duplicates.records import DuplicateMark, DuplicateState, Redirect
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
from commkit_qa.similar import queries as _similar_queries
from commkit_qa.similar.feature import similar_feature
from commkit_qa.similar.messages import ListSimilarQuestions
from commkit_qa.similar.records import SimilarQuestion
from commkit_qa.timing import queries as _timing_queries
from commkit_qa.timing.feature import TimingSettings, timing_feature
from commkit_qa.timing.messages import ReadAnswerTimes
from commkit_qa.timing.records import AnswerProofs, AnswerTime, AnswerTimes

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
    "AnswerConfirmations",
    "AnswerConfirmed",
    "AnswerProofs",
    "AnswerTime",
    "AnswerTimes",
    "CaredFor",
    "CheckOrphans",
    "CloseQuestion",
    "ConfirmAnswer",
    "ConfirmDuplicate",
    "Confirmation",
    "ConfirmationWithdrawn",
    "CountConfirmations",
    "CountOrphans",
    "DuplicateConfirmed",
    "DuplicateMark",
    "DuplicateProposed",
    "DuplicateRejected",
    "DuplicateReversed",
    "DuplicateState",
    "FactCount",
    "ListConfirmations",
    "ListDuplicateMarks",
    "ListDuplicates",
    "ListOrphans",
    "ListProposedDuplicates",
    "ListSimilarQuestions",
    "MarkDuplicate",
    "MergeDuplicate",
    "OrphanCount",
    "OrphanReport",
    "OrphanSettings",
    "OrphanedQuestion",
    "QuestionClosed",
    "QuestionOrphaned",
    "QuestionReopened",
    "QuestionSettings",
    "QuestionSolved",
    "QuestionsAndAnswers",
    "ReadAnswerTimes",
    "ReadFactCounts",
    "ReadRedirects",
    "Redirect",
    "RejectDuplicate",
    "ReopenQuestion",
    "RequestInformation",
    "SimilarQuestion",
    "TimingSettings",
    "WithdrawConfirmation",
    "check_not_settled",
    "confirmation_feature",
    "duplicate_feature",
    "fact_feature",
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
    "require_question",
    "similar_feature",
    "timing_feature",
]

del (
    _orphan_handlers,
    _orphan_queries,
    _orphan_reactions,
    _orphan_subscribers,
    _fact_queries,
    _confirmation_handlers,
    _confirmation_offers,
    _confirmation_queries,
    _confirmation_subscribers,
    _duplicate_handlers,
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
