"""The feature of questions for experts."""

from commkit import Feature
from commkit_media.policy import MIGRATIONS, STEWARD
from commkit_media.questions.facts import QuestionTimesSet
from commkit_media.questions.records import QuestionRound, QuestionTimes, ReaderQuestion
from commkit_media.tables import QUESTIONS

ANSWER_QUESTIONS = "media.answer_questions"
"""The permission to answer as an expert; a type grants it to its experts."""

question_feature = Feature(
    "media.questions",
    tables=QUESTIONS,
    migrations=MIGRATIONS,
    requires=("posts",),
    grants={"visitor": {"media.read_questions"}, STEWARD: {ANSWER_QUESTIONS, "media.set_question_times"}},
    explicit_permissions=(ANSWER_QUESTIONS,),
    facts=(QuestionTimesSet,),
    records=(QuestionTimes, QuestionRound, ReaderQuestion),
)
"""Questions for experts: collected, voted for, answered."""
