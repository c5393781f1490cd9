"""The feature of confirmations."""

from commkit import Feature, NotificationKind
from commkit_qa.confirmations.facts import AnswerConfirmed, ConfirmationWithdrawn
from commkit_qa.confirmations.records import AnswerConfirmations, Confirmation
from commkit_qa.policy import MIGRATIONS
from commkit_qa.tables import metadata

confirmation_feature = Feature(
    "qa.confirmations",
    tables=metadata,
    migrations=MIGRATIONS,
    requires=("qa.questions",),
    explicit_permissions=("qa.confirm_answer",),
    facts=(AnswerConfirmed, ConfirmationWithdrawn),
    records=(Confirmation, AnswerConfirmations),
    notification_kinds=(
        NotificationKind(
            name="qa.answer_confirmed",
            summary="An answer of yours worked for somebody.",
            sentence="Your answer to “{title}” worked for somebody.",
        ),
    ),
)
"""Confirmations: an answer worked for a member."""
