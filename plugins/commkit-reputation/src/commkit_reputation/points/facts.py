"""What happens to points."""

from uuid import UUID

from attrs import frozen

from commkit import Fact, MemberId


@frozen
class PointsChanged(Fact):
    """Evidence for a member counts that did not, or the other way round.

    Attributes:
        member: Who.
        points: The points they have now, at least the floor.
        before: The points they had.
        evidence: The names of the declared evidence.
        about: What it is about, in the same order.
    """

    name = "reputation.points_changed"
    visible_to = "reputation.read"
    inward = ("evidence", "about")
    member: MemberId
    points: int
    before: int
    evidence: tuple[str, ...]
    about: tuple[UUID, ...]


@frozen
class EvidenceVoided(Fact):
    """Evidence that a member gave to another one does not count any more; a steward decided so."""

    name = "reputation.evidence_voided"
    visible_to = "reputation.void"
    giver: MemberId
    member: MemberId


@frozen
class EvidenceReinstated(Fact):
    """Evidence that a member gave to another one counts again."""

    name = "reputation.evidence_reinstated"
    visible_to = "reputation.void"
    giver: MemberId
    member: MemberId


@frozen
class ReputationRebuilt(Fact):
    """What is stored of some members was compared with the ledger, and put right.

    Attributes:
        members: Who; up to 500 of them.
        differences: How many sums were wrong.
        reviewed: How many pieces of evidence count otherwise than before.
    """

    name = "reputation.rebuilt"
    visible_to = None
    members: tuple[MemberId, ...]
    differences: int
    reviewed: int
