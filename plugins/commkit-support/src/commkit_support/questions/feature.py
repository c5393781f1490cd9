"""The feature of questions, with its settings."""

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_support.policy import AGENT, MEMBER, MIGRATIONS, STEWARD, raise_if_invalid
from commkit_support.questions.facts import QuestionClosed, QuestionReopened, QuestionSolved


@frozen
class QuestionSettings:
    """How long a question must be at least; lengths count characters that are not white space.

    Attributes:
        min_title: The title, at least.
        min_body: The text, at least.

    Raises:
        Invalid: A length is negative (`support.bad_settings`).
    """

    min_title: int = 5
    min_body: int = 3

    def __attrs_post_init__(self) -> None:
        raise_if_invalid(
            (name, "negative", "give 0 or more characters")
            for name in ("min_title", "min_body")
            if getattr(self, name) < 0
        )


question_feature = Feature(
    "support.questions",
    settings=QuestionSettings(),
    migrations=MIGRATIONS,
    requires=("posts",),
    grants={
        MEMBER: {"support.accept:own", "support.reopen:own", "support.close:own"},
        AGENT: {"support.accept", "support.reopen", "support.close", "support.request_information"},
        STEWARD: {"support.accept", "support.reopen", "support.close", "support.request_information"},
    },
    explicit_permissions=("support.accept", "support.close"),
    facts=(QuestionSolved, QuestionReopened, QuestionClosed),
    notification_kinds=(
        NotificationKind(
            name="support.question_solved",
            summary="Your answer, or an answer to your question, was accepted.",
            sentence="An answer to “{title}” was accepted.",
        ),
        NotificationKind(
            name="support.question_merged", summary="A question of yours was merged into another one."
        ),
    ),
)
"""Questions: accepted, reopened, closed, on hold."""
