"""What happens to expertise."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_internal.expertise.records import Standing


@frozen
class ExpertiseStated(Fact):
    """A member said that they know a topic or do not, or took that back. It is told to nobody else.

    Attributes:
        member: Who.
        topic: The tag.
        standing: What they say now; None for nothing any more.
    """

    name = "internal.expertise_stated"
    visible_to = None
    inward = ("standing",)
    member: MemberId
    topic: str
    standing: Standing | None


@frozen
class ExpertiseEndorsed(Fact):
    """A member endorsed a colleague's expertise in a topic."""

    name = "internal.expertise_endorsed"
    visible_to = "internal.read_expertise"
    member: MemberId
    topic: str


@frozen
class ExpertiseEndorsementWithdrawn(Fact):
    """A member took an endorsement of a colleague's expertise back."""

    name = "internal.expertise_endorsement_withdrawn"
    visible_to = "internal.read_expertise"
    member: MemberId
    topic: str
