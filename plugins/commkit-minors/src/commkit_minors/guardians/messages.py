"""The commands and queries of guardians and their minors."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Query, Text
from commkit_minors.records import Guardianship, MinorLimits, MinorSettings, MySafety

ClockTime = Annotated[str, Text(max=5, min=0, multiline=False)]


@frozen
class InviteGuardian(Command[Guardianship]):
    """Ask a member to be one's guardian. Repeated, it changes nothing.

    It is for minors; of an adult it has no effect while they are one, and so it tells nobody how old who asks is.

    A guardian who comes by an invitation makes limits stricter, and is as much a stranger as before. The host names
    those who may do more.

    Attributes:
        guardian: Whom.

    Raises:
        NotFound: There is no such member.
        Denied: The actor asks themselves, or somebody who blocked them.
        Conflict: The actor has asked ten already.
    """

    permission = "minors.invite_guardian"
    granted_to = "member"

    guardian: MemberId


@frozen
class AcceptGuardianship(Command[Guardianship]):
    """Become the guardian of a minor who asked for it. Repeated, it changes nothing.

    Raises:
        NotFound: The minor did not ask the actor.
        Denied: The actor is a minor.
    """

    permission = "minors.guard"
    granted_to = "member"

    minor: MemberId


@frozen
class EndGuardianship(Command[None]):
    """End what binds a guardian and a minor, or decline it; either of them may. Nothing changes where nothing does.

    What was set for the minor stays set until they are no minor any more, or another guardian changes it.

    Attributes:
        other: The guardian, or the minor.

    Raises:
        Denied: The host named the guardian: only the host ends it.
    """

    permission = "minors.guard"
    withdraws = True

    other: MemberId


@frozen(kw_only=True)
class SetMinorLimits(Command[MinorLimits]):
    """Set limits for a minor whose guardian one is; they hold beside the rules of the community.

    Attributes:
        minor: The minor.
        quiet_from: Local time at which further quiet hours begin, such as `19:00`; empty for none.
        quiet_until: Local time at which they end; before `quiet_from` it means the next morning.
        conversations: Whether the minor may be in direct conversations, with people whom they know.
        on_boards: Whether the minor is on leaderboards.

    Raises:
        NotFound: The actor is not their guardian.
        Denied: It allows more than was allowed before, and the host did not name the actor as guardian.
        Invalid: A time is malformed, or only one end of the quiet hours is given.
    """

    permission = "minors.guard"
    personal = ()

    minor: MemberId = field(kw_only=False)
    quiet_from: ClockTime = ""
    quiet_until: ClockTime = ""
    conversations: bool = True
    on_boards: bool = False


@frozen
class AllowContact(Command[MinorSettings]):
    """Allow a minor to be in conversations with a member, as a guardian whom the host named; it may be repeated.

    Raises:
        NotFound: The actor is not their guardian, or there is no such member.
        Denied: The host did not name the actor as guardian, or the contact is the minor.
        Conflict: 200 contacts are allowed.
    """

    permission = "minors.guard"

    minor: MemberId
    contact: MemberId


@frozen
class DisallowContact(Command[MinorSettings]):
    """Allow a contact no more; who is a stranger to the minor by that is out of conversations with them at once.

    Raises:
        NotFound: The actor is not their guardian.
    """

    permission = "minors.guard"

    minor: MemberId
    contact: MemberId


@frozen
class ReadMinorSettings(Query[MinorSettings]):
    """What is set for a minor whose guardian one is: limits and contacts, and nothing of what they read or write.

    Raises:
        NotFound: The actor is not their guardian.
    """

    permission = "minors.guard"

    minor: MemberId


@frozen
class ReadMySafety(Query[MySafety]):
    """Whether the rules for minors hold for the actor, what is set for them, and whom they are bound to."""

    permission = "minors.guard"
