"""The worker's own messages of points: it books what facts tell, and reviews what counts."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from attrs import field, frozen

from commkit import Command, MemberId, Text
from commkit.posts import PostId
from commkit_reputation.points.records import EvidenceId, RebuildReport

EvidenceName = Annotated[str, Text(max=100, multiline=False)]


@frozen(kw_only=True)
class BookEvidence(Command[None]):
    """Book what a fact tells; told again, or after a later fact, it changes nothing.

    Attributes:
        evidence: The name of the declared evidence.
        about: The thing.
        members: Whom it is about; nobody where the fact takes it back from whoever has it.
        giver: Who gave it; None for nobody.
        given: Whether the fact gives it, or takes it back.
        fact: The id of the fact.
        at: When it happened.
        within: The post that the thing is a part of; None where it is a post, or in none.
    """

    permission = "reputation.keep"
    personal = ()
    host_only = True
    when_archived = True

    evidence: EvidenceName
    about: UUID
    members: tuple[MemberId, ...]
    giver: MemberId | None
    given: bool
    fact: UUID
    at: datetime
    within: PostId | None = None


@frozen(kw_only=True)
class BookVote(Command[None]):
    """Book what a member's reactions to a post say now, whatever the fact said.

    Attributes:
        post: The post.
        voter: The member.
        fact: The id of the fact.
        at: When it happened.
    """

    permission = "reputation.keep"
    host_only = True
    when_archived = True

    post: PostId
    voter: MemberId
    fact: UUID
    at: datetime


@frozen(kw_only=True)
class ReviewEvidence(Command[EvidenceId | None]):
    """Find out again what of some evidence counts, after what it is about, or who gave it, changed.

    It gives the id to go on from, or None at the end.

    Attributes:
        posts: What is about these posts.
        thread: What is about posts of this thread.
        giver: What this member gave.
        after: Where the part before ended.
    """

    permission = "reputation.keep"
    host_only = True
    when_archived = True

    posts: tuple[PostId, ...] = ()
    thread: PostId | None = None
    giver: MemberId | None = None
    after: EvidenceId | None = None


@frozen
class RebuildReputation(Command[RebuildReport]):
    """Recompute what counts, and every sum, from the ledger and what it is about, for some members at a time.

    The host's operator sends it as `SYSTEM`; a change of the settings of points schedules it.

    Attributes:
        after: The `next` of the report before; None for the first members.
        limit: Members at a time, 1 to 500.
        go_on: Whether the worker goes on with the next ones by itself.
    """

    permission = "reputation.keep"
    host_only = True
    when_archived = True

    after: MemberId | None = field(default=None, kw_only=True)
    limit: int = field(default=100, kw_only=True)
    go_on: bool = field(default=False, kw_only=True)
