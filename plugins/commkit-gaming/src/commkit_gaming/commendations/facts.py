"""What happens to commendations."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_gaming.commendations.records import CommendationId

SEE_COMMENDATIONS = "gaming.see_commendations"
"""The permission of the host alone: who commended whom is told to nobody else."""


@frozen
class PlayerCommended(Fact):
    """A member commended somebody with whom they played.

    Attributes:
        commendation: The commendation.
        receiver: Who was commended.
        kind: The name of the kind.
        returned: Whether the receiver had commended the giver shortly before.
    """

    name = "gaming.player_commended"
    visible_to = SEE_COMMENDATIONS
    commendation: CommendationId
    receiver: MemberId
    kind: str
    returned: bool


@frozen
class CommendationWithdrawn(Fact):
    """A commendation was taken back by who gave it, declined by who was given it, or removed by a steward."""

    name = "gaming.commendation_withdrawn"
    visible_to = SEE_COMMENDATIONS
    deleted = ("commendation",)
    commendation: CommendationId
    receiver: MemberId
