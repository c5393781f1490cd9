"""What happens to anniversaries. Nobody is told of these facts but those whom the member chose."""

from datetime import date

from attrs import frozen

from commkit import Fact, MemberId
from commkit_internal.anniversaries.records import AnniversaryAudience, AnniversaryId


@frozen
class AnniversaryShared(Fact):
    """A member shares their anniversary, or shares it otherwise than before."""

    name = "internal.anniversary_shared"
    visible_to = None
    anniversary: AnniversaryId
    member: MemberId


@frozen
class AnniversaryHidden(Fact):
    """A member does not share their anniversary any more."""

    name = "internal.anniversary_hidden"
    visible_to = None
    member: MemberId


@frozen
class AnniversaryReached(Fact):
    """It is the anniversary of a member who shares it.

    Attributes:
        anniversary: What they share.
        member: The member.
        day: The day.
        years: How many years it is; None where they do not show it.
        audience: Who is told.
    """

    name = "internal.anniversary_reached"
    visible_to = None
    anniversary: AnniversaryId
    member: MemberId
    day: date
    years: int | None
    audience: AnniversaryAudience
