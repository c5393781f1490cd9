"""A suggested edit, what reviewers say, and how it differs from the post."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import MadeWith, PostId, RevisionDiff
from commkit.statistics import Share
from commkit.storage import Person, Personal

SuggestedEditId = NewType("SuggestedEditId", UUID)
"""The id of a suggested edit; its order is the order of time."""

SuggestedTitle = Annotated[str, Personal(of="suggester", max=300, min=0, multiline=False)]
SuggestedBody = Annotated[str, Personal(of="suggester", max=40_000)]
EditReason = Annotated[str, Personal(of="suggester", max=2_000)]
DecisionReason = Annotated[str, Personal(of="decided_by", max=2_000, min=0)]
ReviewReason = Annotated[str, Personal(of="reviewer", max=2_000, min=0)]


class EditState(StrEnum):
    """The state of a suggested edit; all but the first are final."""

    PENDING = "pending"
    """It waits for reviewers."""
    APPROVED = "approved"
    """It became a version of the post."""
    REJECTED = "rejected"
    """Reviewers refused it, with a reason."""
    WITHDRAWN = "withdrawn"
    """Its suggester took it back."""


@frozen
class SuggestedEdit:
    """An edit of a post that somebody suggested who may not edit it.

    Attributes:
        id: Its id.
        post: The post.
        suggester: Who suggests it; the revision that it becomes names them.
        version: 1 at first; increased by every rewriting. Reviewers name the one that they saw.
        base: The version of the post that it was written for.
        title: The title that the post would have; empty for replies.
        body: The text that the post would have; empty once the suggester was erased.
        tags: The tags that the post would have.
        reason: Why, in the suggester's words.
        made_with: Whether a program that generates text took part in it; None to leave what the post says.
        by_agent: Whether an agent suggests it.
        state: Its state.
        suggested_at: When it was suggested.
        changed_at: When it was last rewritten.
        decided_at: When it was approved, rejected or withdrawn; None while it is pending.
        decided_by: Who decided it: whose review was the last that it needed.
        decision: Why it was decided so.
        improved: Whether the reviewer changed more, in a version of their own behind it.
        result: The version of the post that it became; None where it was not approved.
        kept_at: When it had stood for so long as the settings say; None where it has not, yet.
        rolled_back_at: When the post said again what it had said before the edit; None where it never did.
    """

    id: SuggestedEditId
    post: PostId
    suggester: Annotated[MemberId, Person()]
    version: int
    base: int
    title: SuggestedTitle
    body: SuggestedBody
    tags: tuple[str, ...]
    reason: EditReason
    made_with: MadeWith | None
    by_agent: bool
    state: EditState
    suggested_at: datetime
    changed_at: datetime
    decided_at: datetime | None
    decided_by: Annotated[MemberId | None, Person(owns=False)]
    decision: DecisionReason
    improved: bool
    result: int | None
    kept_at: datetime | None = None
    rolled_back_at: datetime | None = None


@frozen
class EditReview:
    """What a reviewer says of a suggested edit that needs several reviews.

    Attributes:
        edit: The suggested edit.
        reviewer: Who reviewed it.
        approves: Whether they approve it.
        reason: Why.
        at: When they said so.
    """

    edit: SuggestedEditId
    reviewer: Annotated[MemberId, Person()]
    approves: bool
    reason: ReviewReason
    at: datetime


@frozen
class QueuedEdit:
    """A suggested edit in a queue.

    Attributes:
        edit: The suggested edit.
        current: The version that the post has now.
        outdated: Whether it is pending, and the post was edited since: it cannot be approved until its suggester
            rewrites it for the current version.
        approvals: Reviews of its present version that approve it.
        rejections: Reviews of its present version that reject it.
    """

    edit: SuggestedEdit
    current: int
    outdated: bool
    approvals: int
    rejections: int


@frozen
class SuggestedEditDiff:
    """A suggested edit beside the post.

    Attributes:
        queued: The suggested edit, and where it stands.
        diff: What it changes in the version that it was written for; `after` is the version it would become.
        since: What others changed in the post since; None where it is not outdated.
    """

    queued: QueuedEdit
    diff: RevisionDiff
    since: RevisionDiff | None


@frozen
class EditNumbers:
    """The numbers of suggested edits, over those that were suggested in a time and that the reader may see.

    Attributes:
        suggested: Edits suggested.
        pending: Those that wait for reviewers.
        outdated: Those of them whose post was edited since.
        approved: Those that became versions of their posts.
        rejected: Those that were rejected.
        withdrawn: Those that were withdrawn.
        approval_rate: `approved` among `approved` and `rejected`, 0 to 1; None where there are neither.
        median_decision: The median of the elapsed time from the suggestion to its approval or rejection, over
            `approved` and `rejected`; with an even number the mean of the two in the middle. None where there are
            neither. Those still pending are not in it: read it beside `pending`.
        kept: Approved edits that stood for as long as the settings say, and were not rolled back later.
        rolled_back: Approved edits that were rolled back, soon or late.
        kept_share: `kept` among `kept` and `rolled_back`, with its sample size and interval (Wilson, 95 %); None where
            there are neither. Edits that are younger are in neither.
    """

    suggested: int
    pending: int
    outdated: int
    approved: int
    rejected: int
    withdrawn: int
    approval_rate: float | None
    median_decision: timedelta | None
    kept: int
    rolled_back: int
    kept_share: Share | None
