"""Commands and queries of points."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query, Text
from commkit_reputation.points.records import EvidenceItem, EvidenceVoid, MemberReputation

Reason = Annotated[str, Text(max=2_000)]


@frozen
class ReadReputation(Query[MemberReputation]):
    """The points of a member, and the quality of what they do.

    Raises:
        NotFound: There is no such member for this actor.
    """

    permission = "reputation.read"
    granted_to = "visitor"

    member: MemberId


@frozen
class ListEvidence(Query[Page[EvidenceItem]]):
    """The evidence that counts for a member, the newest first: their own for members, anybody's for stewards.

    What is about something that the reader may not see is left out.

    Attributes:
        member: Who.
        after: The `next` of the page before.
        limit: Items on a page, 1 to 100.

    Raises:
        NotFound: There is no such member for this actor.
        Denied: It is somebody else's, and the actor is no steward.
    """

    permission = "reputation.read_evidence"
    personal = ()

    member: MemberId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class VoidEvidence(Command[EvidenceVoid]):
    """Let nothing count that a member gives to another one, such as the votes of a ring; what was given neither.

    Scores of posts stay as they are. Voiding it twice changes nothing.

    Attributes:
        giver: Whose evidence does not count.
        member: For whom it does not.
        reason: Why, for stewards.

    Raises:
        NotFound: There is no such member.
        Invalid: They are one and the same.
    """

    permission = "reputation.void"
    personal = ("reason",)

    giver: MemberId
    member: MemberId
    reason: Reason


@frozen
class ReinstateEvidence(Command[None]):
    """Let count again what a member gives to another one; where nothing is voided, nothing changes.

    Raises:
        NotFound: There is no such member.
    """

    permission = "reputation.void"

    giver: MemberId
    member: MemberId


@frozen
class ListEvidenceVoids(Query[Page[EvidenceVoid]]):
    """The members between whom evidence does not count, by the ids of the givers.

    Attributes:
        after: The `next` of the page before.
        limit: Items on a page, 1 to 100.
    """

    permission = "reputation.void"
    personal = ()

    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
