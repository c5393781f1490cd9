"""The feature of duplicates."""

from commkit import Feature, NotificationKind
from commkit_qa.duplicates.facts import (
    DuplicateConfirmed,
    DuplicateProposed,
    DuplicateRejected,
    DuplicateReversed,
)
from commkit_qa.duplicates.records import DuplicateChain, DuplicateMark, Redirect

duplicate_feature = Feature(
    "qa.duplicates",
    requires=("qa.questions",),
    grants={"steward": {"qa.merge_duplicates"}},
    facts=(DuplicateProposed, DuplicateConfirmed, DuplicateRejected, DuplicateReversed),
    records=(DuplicateMark, DuplicateChain, Redirect),
    notification_kinds=(
        NotificationKind(
            name="qa.duplicate_proposed",
            summary="Somebody says that a question of yours was asked before.",
            sentence="Somebody says that “{title}” was asked before.",
        ),
        NotificationKind(
            name="qa.duplicate_confirmed",
            summary="A question of yours was closed as a duplicate.",
            sentence="“{title}” was closed: it was asked before.",
        ),
    ),
)
"""Duplicates: marked, agreed to, sent on, merged."""
