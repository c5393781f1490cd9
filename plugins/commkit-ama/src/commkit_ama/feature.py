"""The feature of question hours."""

from commkit import Feature, NotificationKind
from commkit_ama.guests.facts import GuestsSet
from commkit_ama.hours.facts import QuestionHourPhaseBegan, QuestionTimesSet
from commkit_ama.hours.records import QuestionHour, QuestionTimes
from commkit_ama.policy import MEMBER, MIGRATIONS, STEWARD, SYSTEM_ROLE, VISITOR
from commkit_ama.questions.records import GuestQuestion
from commkit_ama.tables import metadata

READ = "ama.read"
"""The permission to read question hours."""
MANAGE = "ama.manage"
"""The permission to open, schedule and end question hours and to name guests; who moderates a space has it there."""
ANSWER = "ama.answer"
"""The permission to answer where one is named as a guest."""
ANSWER_ALL = "ama.answer_all"
"""The permission to answer in all question hours; a type grants it to its experts."""

hour_feature = Feature(
    "ama.question_hours",
    tables=metadata,
    migrations=MIGRATIONS,
    requires=("posts",),
    grants={
        VISITOR: {READ},
        MEMBER: {ANSWER, f"{MANAGE}:space"},
        STEWARD: {ANSWER_ALL, MANAGE},
        SYSTEM_ROLE: {"ama.advance_question_hour"},
    },
    system_only=("ama.advance_question_hour",),
    explicit_permissions=(ANSWER, ANSWER_ALL),
    facts=(GuestsSet, QuestionHourPhaseBegan, QuestionTimesSet),
    records=(GuestQuestion, QuestionHour, QuestionTimes),
    notification_kinds=(
        NotificationKind(
            name="ama.guest_named",
            summary="You were named as a guest of a question hour.",
            sentence="You are a guest of “{title}”, and answer its questions.",
        ),
    ),
)
"""Question hours: questions to guests are collected, voted for and answered, until the hour ends."""
