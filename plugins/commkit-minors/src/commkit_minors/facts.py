"""What happens to the ages, limits and guardians of minors; told to the host and to nobody else."""

from attrs import frozen

from commkit import Fact, MemberId

SEE_AGES = "minors.check_ages"
"""The permission of the host alone: whoever saw these facts would learn who is a minor."""


@frozen
class AgeCheckDue(Fact):
    """The host is to be asked how old a member is."""

    name = "minors.age_check_due"
    visible_to = SEE_AGES
    member: MemberId


@frozen
class ProtectionChanged(Fact):
    """The quiet rules hold for a member from now on, or no more."""

    name = "minors.protection_changed"
    visible_to = SEE_AGES
    member: MemberId
    protected: bool


@frozen
class ConversationSeparated(Fact):
    """A member was taken out of conversations, since a minor and a stranger were in them.

    Attributes:
        member: Who was taken out.
        rooms: Of how many.
    """

    name = "minors.separated"
    visible_to = SEE_AGES
    member: MemberId
    rooms: int


@frozen
class GuardianInvited(Fact):
    """A minor invited somebody to be their guardian."""

    name = "minors.guardian_invited"
    visible_to = SEE_AGES
    minor: MemberId
    guardian: MemberId


@frozen
class GuardianAccepted(Fact):
    """Somebody accepted to be the guardian of a minor."""

    name = "minors.guardian_accepted"
    visible_to = SEE_AGES
    minor: MemberId
    guardian: MemberId


@frozen
class MinorLimitsSet(Fact):
    """A guardian changed the limits or contacts of a minor."""

    name = "minors.limits_set"
    visible_to = SEE_AGES
    minor: MemberId
    guardian: MemberId
