"""Questions and answers for commkit: open, waiting, solved by an accepted answer, or closed with a reason.

A community type names the feature `qa.questions`, and has the post kind `QUESTION`, as it is or evolved, with `ANSWER`
and `COMMENT` below it; `qa.similar` finds what was asked before, `qa.timing` tells how long askers wait. Plugins that
build on this one find here, too, what tells questions from other posts.
"""

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
from commkit_qa.timing.feature import timing_feature
from commkit_qa.timing.messages import ReadAnswerTimes
from commkit_qa.timing.records import AnswerTime, AnswerTimes

__all__ = [
    "ANSWER",
    "CLOSED",
    "COMMENT",
    "OPEN",
    "QUESTION",
    "SETTLE_QUESTIONS",
    "SOLVED",
    "WAITING",
    "AcceptAnswer",
    "AnswerTime",
    "AnswerTimes",
    "CloseQuestion",
    "ListSimilarQuestions",
    "QuestionClosed",
    "QuestionReopened",
    "QuestionSettings",
    "QuestionSolved",
    "QuestionsAndAnswers",
    "ReadAnswerTimes",
    "ReopenQuestion",
    "RequestInformation",
    "SimilarQuestion",
    "check_not_settled",
    "is_held",
    "is_open_question",
    "is_question",
    "perform_close",
    "perform_reopen",
    "question_feature",
    "question_kind",
    "question_kinds",
    "require_question",
    "similar_feature",
    "timing_feature",
]

del (
    _question_gates,
    _question_handlers,
    _question_offers,
    _question_reactions,
    _question_subscribers,
    _similar_queries,
    _timing_queries,
)
