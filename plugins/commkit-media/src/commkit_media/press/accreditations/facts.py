"""What happens to accreditations: told to the editors alone."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_media.press.accreditations.records import AccreditationId


@frozen
class AccreditationRequested(Fact):
    """A member asks to be accredited.

    Attributes:
        accreditation: The accreditation.
    """

    name = "media.accreditation_requested"
    visible_to = "media.decide_accreditations"
    accreditation: AccreditationId


@frozen
class AccreditationDecided(Fact):
    """An accreditation was granted, refused or withdrawn.

    Attributes:
        accreditation: The accreditation.
        member: Whose it is.
        state: What it is from now on.
    """

    name = "media.accreditation_decided"
    visible_to = "media.decide_accreditations"
    changes_sight_of = "member"
    accreditation: AccreditationId
    member: MemberId
    state: str


@frozen
class AccreditationExpired(Fact):
    """The time of an accreditation is over.

    Attributes:
        accreditation: The accreditation.
        member: Whose it was.
    """

    name = "media.accreditation_expired"
    visible_to = "media.decide_accreditations"
    changes_sight_of = "member"
    accreditation: AccreditationId
    member: MemberId
