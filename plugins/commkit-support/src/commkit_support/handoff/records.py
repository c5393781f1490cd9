"""What is handed over to a help desk, and where that stands."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from attrs import frozen

from commkit import CommkitError, CommunityId, MemberId
from commkit.posts import PostId


class HandoffState(StrEnum):
    """Where a handoff stands; the last three are final."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    LINKED = "linked"
    """The desk told its ticket."""
    ANSWERED = "answered"
    """The desk gave an answer, which is on its way into the thread."""
    RETURNED = "returned"
    """The answer stands in the thread."""
    DECLINED = "declined"
    """The desk does not want it."""
    FAILED = "failed"
    """The desk was not reached, or its answer could not return."""


@frozen
class Handoff:
    """A question in the hands of a help desk.

    Attributes:
        id: Its id; the desk names it in whatever it tells back.
        question: Which question.
        state: Where it stands.
        reason: Why it was handed over, in the words of who did it.
        offered_by: Who did it; None for the host itself.
        offered_at: When.
        changed_at: When its state last changed.
        ended_at: Since when it is over; None while it is under way.
        ticket: The address of the desk's ticket.
        text: The desk's answer.
        answer: The post that the answer became.
        failure_reason: Why it was declined or failed.
    """

    id: UUID
    question: PostId
    state: HandoffState
    reason: str
    offered_by: MemberId | None
    offered_at: datetime
    changed_at: datetime
    ended_at: datetime | None
    ticket: str | None
    text: str | None
    answer: PostId | None
    failure_reason: str | None


@frozen
class HandoffBundleReply:
    """A reply as the help desk sees it.

    Attributes:
        by: Who wrote it: `asker`, `staff` or `member`; no names leave the community.
        kind: The kind of post.
        body: The text, redacted.
        at: When it was written.
    """

    by: str
    kind: str
    body: str
    at: datetime


@frozen
class HandoffBundle:
    """All that a help desk needs to go on, with personal data redacted; see `commkit_support.handoff.redact`.

    Attributes:
        handoff: The handoff's id, to name in what is told back.
        community: The community's id, likewise.
        slug: The community's name in addresses.
        community_title: Its name for people.
        question: The question's id.
        title: What it is called, redacted.
        body: The text, redacted.
        tags: Its tags.
        asked_at: When it was asked.
        reason: Why it is handed over, redacted.
        replies: The first replies that stand, at most 99, in reading order.
        due_at: By when the first reply was promised; None without a promise.
        remaining: Business time left until then: 0 where it is overdue, None where no reply is owed (any more).
    """

    handoff: UUID
    community: CommunityId
    slug: str
    community_title: str
    question: PostId
    title: str
    body: str
    tags: tuple[str, ...]
    asked_at: datetime
    reason: str
    replies: tuple[HandoffBundleReply, ...]
    due_at: datetime | None
    remaining: timedelta | None


@frozen
class HandoffReceipt:
    """What a help desk says when it takes an offer.

    Attributes:
        ticket: The address of its ticket, if it tells that at once.
    """

    ticket: str | None = None


class HelpDesk(Protocol):
    """The port to humans who answer for sure; a community gets one with `Support(help_desk=...)`."""

    def offer(self, bundle: HandoffBundle, *, delivery: str) -> HandoffReceipt:
        """Offer a question. Called by the worker, outside any transaction, again and again until it is taken.

        Args:
            bundle: What is handed over.
            delivery: The same at every attempt, so that the desk can tell a repeat from a second handoff.

        Returns:
            The receipt: the desk has it.

        Raises:
            HelpDeskRefused: The desk will never take it; the handoff fails.
            HelpDeskUnreachable: Not this time; the worker tries again. Any other exception means the same.
        """
        ...


class HelpDeskRefused(CommkitError):
    """The help desk will never take this offer."""


class HelpDeskUnreachable(CommkitError):
    """The help desk could not be reached or did not take the offer this time."""
