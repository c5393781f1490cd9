"""What the engine works on, and what it gives."""

from collections.abc import Mapping
from uuid import UUID

from attrs import field, frozen

from commkit import MemberId

Value = str | float | tuple[str, ...]
"""What is known of a candidate: a text, a number, or several choices."""
Place = tuple[str, MemberId]
"""Who stands where: the name of a side, and a member. One member may stand on both sides."""


@frozen(kw_only=True)
class Candidate:
    """Somebody who asks to be matched, as limits and preferences see them.

    Attributes:
        member: Who.
        side: On which side of the kind.
        request: The id of what they asked.
        places: With how many others they may be matched now.
        values: Their wishes, and what the kind reads of them, by name; what is unknown is not in it.
        left_out: In how many rounds they got nothing since they last got something.
        exposure: In how many proposals of the kind they have been.
    """

    member: MemberId
    side: str
    request: UUID
    places: int = 1
    values: Mapping[str, Value] = field(factory=dict)
    left_out: int = 0
    exposure: int = 0

    @property
    def place(self) -> Place:
        """Where they stand."""
        return (self.side, self.member)


@frozen
class Part:
    """What one preference of somebody says about whom they are matched with.

    Attributes:
        preference: The name of the preference.
        weight: Its weight among all that hold for them, 0 to 1.
        score: How far it is met, 0 to 1; of a group the mean over the others.
    """

    preference: str
    weight: float
    score: float


@frozen
class Seat:
    """One person of a proposed match.

    Attributes:
        candidate: Who.
        team: The number of their team within the group, from 0.
        parts: What their preferences say of the others.
    """

    candidate: Candidate
    team: int
    parts: tuple[Part, ...]


Proposal = tuple[Seat, ...]
"""A match that the engine proposes."""
