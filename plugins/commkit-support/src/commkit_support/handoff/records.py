"""A handoff, and the bundle that a help desk gets of it."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from commkit import CommunityId, MemberId
from commkit.posts import PostId


class HandoffState(StrEnum):
    """The state of a handoff; the last three are final."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    LINKED = "linked"
    """The help desk named its ticket."""
    ANSWERED = "answered"
    """The help desk answered; the answer is not published yet."""
    RETURNED = "returned"
    """The answer was published in the thread."""
    DECLINED = "declined"
    """The help desk declined the handoff."""
    FAILED = "failed"
    """The help desk was not reached, or its answer could not be published."""


@frozen
class Handoff:
    """A question that was handed over to a help desk.

    Attributes:
        id: Its id; the help desk names it in its callbacks.
        question: The question.
        state: Its state.
        reason: Why it was handed over, in the words of the person who did it.
        offered_by: Who handed it over; None for the host itself.
        offered_at: When it was handed over.
        changed_at: When its state last changed.
        ended_at: When it ended; None while it is active.
        ticket: The http(s) address of the help desk's ticket.
        text: The help desk's answer.
        answer: The post that the answer became.
        failure_reason: Why it was declined or failed.
        remaining: Business time that was left until the first reply was due when it was handed over: 0 where it was
            overdue; None without a promise or after a reply.
        resolution_remaining: The same of the solution.
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
    remaining: timedelta | None = None
    resolution_remaining: timedelta | None = None


@frozen
class HandoffBundleReply:
    """A reply as the help desk sees it.

    Attributes:
        by: `asker`, `program` (an agent), `staff` or `member`: names are not given to the help desk.
        kind: The kind of post.
        body: The plain text as people see it, redacted.
        at: When it was written.
    """

    by: str
    kind: str
    body: str
    at: datetime


@frozen
class HandoffBundle:
    """What a help desk gets of a question, with contact data and secrets redacted; see `commkit_support.redact`.

    Attributes:
        handoff: The handoff's id, which callbacks name.
        community: The community's id, which callbacks name too.
        slug: The community's slug.
        community_title: The community's title.
        question: The question's id.
        title: Its title, redacted.
        body: The plain text as people see it, redacted.
        tags: Its tags.
        asked_at: When it was asked.
        reason: Why it was handed over, redacted.
        replies: The first replies that are not removed, at most 99, in reading order.
        due_at: By when the first reply was promised; None without a promise.
        remaining: Business time left until then: 0 where it is overdue; None without a promise or after a reply.
        priority: The question's priority.
        resolution_due_at: By when the solution was promised; None without a promise.
        resolution_remaining: Business time left until then: 0 where it is overdue; None without a promise.
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
    priority: str | None = None
    resolution_due_at: datetime | None = None
    resolution_remaining: timedelta | None = None


@frozen
class HandoffReceipt:
    """The response of a help desk that accepts an offer.

    Attributes:
        ticket: The address of its ticket; None where it names that later.
    """

    ticket: str | None = None
