"""Question hours (AMA) for commkit: questions to guests are collected, voted for and answered, in any type.

A type names the feature `ama.question_hours`, and has the kinds of posts that `hour_kinds` gives.
"""

from commkit_ama.feature import ANSWER, ANSWER_ALL, MANAGE, READ, hour_feature
from commkit_ama.guests import explanations as _guests_explanations
from commkit_ama.guests import handlers as _guests_handlers
from commkit_ama.guests import reactions as _guests_reactions
from commkit_ama.guests import subscribers as _guests_subscribers
from commkit_ama.guests.facts import GuestsSet
from commkit_ama.guests.messages import SetGuests
from commkit_ama.guests.records import HourGuest
from commkit_ama.hours import gates as _hours_gates
from commkit_ama.hours import handlers as _hours_handlers
from commkit_ama.hours import jobs as _hours_jobs
from commkit_ama.hours import offers as _hours_offers
from commkit_ama.hours import queries as _hours_queries
from commkit_ama.hours import reactions as _hours_reactions
from commkit_ama.hours.facts import QuestionHourPhaseBegan, QuestionTimesSet
from commkit_ama.hours.messages import EndQuestionHour, ReadQuestionHour, SetQuestionTimes
from commkit_ama.hours.records import QuestionHour, QuestionHourPhase, QuestionTimes
from commkit_ama.plugin import QuestionHours
from commkit_ama.policy import GUEST_ANSWER, GUEST_QUESTION, QUESTION_HOUR, hour_kinds
from commkit_ama.questions import gates as _questions_gates
from commkit_ama.questions import handlers as _questions_handlers
from commkit_ama.questions import queries as _questions_queries
from commkit_ama.questions.messages import AnswerAsGuest, ListGuestQuestions
from commkit_ama.questions.records import GuestQuestion, QuestionOrder

__all__ = [
    "ANSWER",
    "ANSWER_ALL",
    "GUEST_ANSWER",
    "GUEST_QUESTION",
    "MANAGE",
    "QUESTION_HOUR",
    "READ",
    "AnswerAsGuest",
    "EndQuestionHour",
    "GuestQuestion",
    "GuestsSet",
    "HourGuest",
    "ListGuestQuestions",
    "QuestionHour",
    "QuestionHourPhase",
    "QuestionHourPhaseBegan",
    "QuestionHours",
    "QuestionOrder",
    "QuestionTimes",
    "QuestionTimesSet",
    "ReadQuestionHour",
    "SetGuests",
    "SetQuestionTimes",
    "hour_feature",
    "hour_kinds",
]

del (
    _guests_explanations,
    _guests_handlers,
    _guests_reactions,
    _guests_subscribers,
    _hours_gates,
    _hours_handlers,
    _hours_jobs,
    _hours_offers,
    _hours_queries,
    _hours_reactions,
    _questions_gates,
    _questions_handlers,
    _questions_queries,
)
