"""The feature of canonical answers."""

from commkit import Feature, NotificationKind
from commkit_qa.canonical.facts import CanonicalMarked, CanonicalMoved, CanonicalWithdrawn
from commkit_qa.canonical.measures import CANONICAL_SHARE
from commkit_qa.canonical.records import CanonicalNumbers

canonical_feature = Feature(
    "qa.canonical",
    requires=("qa.questions", "qa.duplicates"),
    grants={"steward": {"qa.mark_canonical", "qa.read_canonical_numbers"}},
    declares=(CANONICAL_SHARE,),
    explicit_permissions=("qa.mark_canonical",),
    facts=(CanonicalMarked, CanonicalMoved, CanonicalWithdrawn),
    records=(CanonicalNumbers,),
    notification_kinds=(
        NotificationKind(
            name="qa.canonical_marked",
            summary="An answer of yours, or to a question of yours, became the canonical one.",
            sentence="Thank you: the answer to “{title}” is the canonical one now.",
        ),
        NotificationKind(
            name="qa.canonical_withdrawn",
            summary="An answer of yours is not the canonical one any more.",
            sentence="Your answer to “{title}” is not the canonical one any more.",
        ),
    ),
)
"""Canonical answers. A type grants `qa.mark_canonical` to further roles, such as those who are expert in a subject."""
