"""The feature of questions, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, FieldError, Invalid, NotificationKind
from commkit.storage import Retention
from commkit_qa.policy import MIGRATIONS, SETTLE_QUESTIONS
from commkit_qa.questions.facts import QuestionClosed, QuestionReopened, QuestionSolved
from commkit_qa.tables import metadata, recheck


@frozen
class QuestionSettings:
    """How long a question must be at least; lengths count characters that are not white space.

    Attributes:
        min_title: The title, at least.
        min_body: The text, at least.

    Raises:
        Invalid: A length is negative (`qa.bad_settings`).
    """

    min_title: int = 5
    min_body: int = 3

    def __attrs_post_init__(self) -> None:
        faults = [
            FieldError(name, "negative", "give 0 or more characters")
            for name in ("min_title", "min_body")
            if getattr(self, name) < 0
        ]
        if faults:
            raise Invalid(faults, code="qa.bad_settings")


question_feature = Feature(
    "qa.questions",
    tables=metadata,
    migrations=MIGRATIONS,
    settings=QuestionSettings(),
    requires=("posts",),
    grants={
        "member": {"qa.accept:own", "qa.reopen:own", "qa.close:own"},
        "steward": SETTLE_QUESTIONS,
    },
    explicit_permissions=("qa.accept", "qa.close"),
    facts=(QuestionSolved, QuestionReopened, QuestionClosed),
    notification_kinds=(
        NotificationKind(
            name="qa.question_solved",
            summary="Your answer, or an answer to your question, was accepted.",
            sentence="An answer to “{title}” was accepted.",
        ),
        NotificationKind(
            name="qa.question_merged", summary="A question of yours was merged into another one."
        ),
    ),
    retention=(
        Retention(
            name="qa.rechecks",
            table=recheck,
            age=recheck.c.expires_at,
            default=timedelta(days=730),
            purpose="That a member was asked whether a post still works in a release.",
            by_key=True,
        ),
    ),
)
"""Questions: accepted, reopened, closed, on hold. It brings the tables of all rooms, as one chain of revisions."""
