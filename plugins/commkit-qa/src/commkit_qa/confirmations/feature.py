"""The feature of confirmations."""

from commkit import Feature, NotificationKind
from commkit_qa.confirmations.facts import AnswerConfirmed, ConfirmationWithdrawn
from commkit_qa.confirmations.records import AnswerConfirmations, Confirmation

confirmation_feature = Feature(
    "qa.confirmations",
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
