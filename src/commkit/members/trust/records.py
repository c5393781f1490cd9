"""The records that explain trust."""

from attrs import frozen

from commkit.runtime.model.ids import MemberId


@frozen
class TrustRequirement:
    """One requirement of a trust level, and how far a member meets it.

    Attributes:
        level: The name of the level.
        rule: What is required, such as `visible posts, at least`.
        required: How much of it.
        actual: How much the member has.
        met: Whether that is enough.
    """

    level: str
    rule: str
    required: str
    actual: str
    met: bool


@frozen
class TrustTrace:
    """Why a member has the trust level that they have.

    Attributes:
        member: Who.
        level: The level that their contributions earn now, 0 upwards.
        name: The name of that level.
        steps: Every requirement of every level, in order.
    """

    member: MemberId
    level: int
    name: str
    steps: tuple[TrustRequirement, ...]
