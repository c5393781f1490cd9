"""The feature of suggested edits, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_developer.policy import MEMBER, MIGRATIONS, STEWARD, check_range, raise_if_invalid
from commkit_developer.suggested_edits.facts import (
    EditApproved,
    EditKept,
    EditRejected,
    EditReviewed,
    EditRewritten,
    EditRolledBack,
    EditSuggested,
    EditWithdrawn,
)
from commkit_developer.suggested_edits.measures import APPROVED_EDITS, PENDING_EDITS
from commkit_developer.suggested_edits.records import EditNumbers, QueuedEdit, SuggestedEditDiff
from commkit_developer.tables import SUGGESTED_EDITS

LONGEST_WAIT = timedelta(days=60)


@frozen
class SuggestedEditSettings:
    """How suggested edits are decided.

    Attributes:
        reviews_needed: Reviewers who must agree before a suggestion is approved or rejected, 1 to 9. The author of the
            post, and who may edit it, decide alone in any case. A change holds for reviews that are given after it.
        kept_after: How long an approved edit must stand until it speaks for its suggester, an hour to 60 days.

    Raises:
        Invalid: The number or the time is out of its range (`developer.bad_settings`).
    """

    reviews_needed: int = 1
    kept_after: timedelta = timedelta(days=7)

    def __attrs_post_init__(self) -> None:
        check_range(self, reviews_needed=(1, 9))
        if not timedelta(hours=1) <= self.kept_after <= LONGEST_WAIT:
            raise_if_invalid([("kept_after", "out_of_range", "give an hour to 60 days")])


REVIEW_EDITS = "developer.review_edits"
"""The permission of reviewers: they see all suggested edits, and decide about them. A type grants it to further roles
of staff; to members it gives a `Privilege` that names it."""

edit_feature = Feature(
    "developer.suggested_edits",
    tables=SUGGESTED_EDITS,
    migrations=MIGRATIONS,
    settings=SuggestedEditSettings(),
    declares=(APPROVED_EDITS, PENDING_EDITS),
    requires=("posts",),
    grants={
        MEMBER: {
            "developer.suggest_edit",
            "developer.change_suggested_edit:own",
            "developer.decide_edits",  # about what they see: of others only to their own posts, unless they review
            "developer.read_suggested_edits",
        },
        STEWARD: {REVIEW_EDITS, "developer.read_edit_numbers"},
        "system": {"developer.mark_kept"},
    },
    explicit_permissions=("developer.decide_edits",),
    facts=(
        EditSuggested,
        EditRewritten,
        EditReviewed,
        EditApproved,
        EditRejected,
        EditWithdrawn,
        EditKept,
        EditRolledBack,
    ),
    records=(QueuedEdit, SuggestedEditDiff, EditNumbers),
    notification_kinds=(
        NotificationKind(
            name="developer.edit_suggested",
            summary="Somebody suggested an edit of your post.",
            sentence="{by} suggested an edit of “{title}”.",
        ),
        NotificationKind(
            name="developer.edit_approved",
            summary="An edit that you suggested was approved.",
            sentence="Your edit of “{title}” was approved.",
        ),
        NotificationKind(
            name="developer.edit_rejected",
            summary="An edit that you suggested was rejected.",
            sentence="Your edit of “{title}” was rejected.",
        ),
    ),
)
"""Suggested edits: a queue for reviewers, and the author's own word."""
