"""What happens to kudos."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_internal.kudos.records import KudosId


@frozen
class KudosGiven(Fact):
    """A member thanked a colleague.

    Attributes:
        kudos: The kudos.
        receiver: Who was thanked.
        value: The value that it is for.
    """

    name = "internal.kudos_given"
    visible_to = "internal.read_kudos"
    kudos: KudosId
    receiver: MemberId
    value: str


@frozen
class KudosWithdrawn(Fact):
    """Kudos were taken back by who gave them, declined by who was given them, or removed by a steward."""

    name = "internal.kudos_withdrawn"
    visible_to = "internal.read_kudos"
    kudos: KudosId
    receiver: MemberId
