"""The commands and queries of accreditations."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit.members import GroupId
from commkit_media.press.accreditations.records import Accreditation, AccreditationId

Outlet = Annotated[str, Text(max=200, multiline=False)]
Note = Annotated[str, Text(max=2_000, min=0)]
Reason = Annotated[str, Text(max=1_000, min=0)]
StateName = Annotated[str, Text(max=16, multiline=False)]


@frozen
class RequestAccreditation(Command[Accreditation]):
    """Ask to be accredited, for an outlet; again after it was refused, withdrawn, or has expired.

    Attributes:
        outlet: For which outlet the actor works.
        note: What the editors should know, such as where to find what the actor has written.

    Raises:
        Conflict: It waits for the editors already, or holds (`media.accredited_already`).
    """

    permission = "media.request_accreditation"
    personal = ("outlet", "note")

    outlet: Outlet
    note: Note = field(default="", kw_only=True)


@frozen
class DecideAccreditation(TextCommand[Accreditation]):
    """Grant an accreditation that was requested, or refuse it; or give one that holds another expiry.

    Attributes:
        accreditation: The accreditation.
        grant: Whether it is granted.
        expires_at: From when on it does not hold any more; None for never.
        reason: Why, for the member.

    Raises:
        Invalid: The expiry is past, or is given for one that is refused.
        Conflict: It was decided already, or somebody decided it in the meantime.
    """

    permission = "media.decide_accreditations"
    shown = ("reason",)
    personal = ("reason",)

    accreditation: AccreditationId
    grant: bool
    expires_at: datetime | None = field(default=None, kw_only=True)
    reason: Reason = field(default="", kw_only=True)


@frozen
class WithdrawAccreditation(TextCommand[Accreditation]):
    """Withdraw an accreditation: from then on its member reads nothing under embargo.

    Attributes:
        accreditation: The accreditation.
        reason: Why, for the member.

    Raises:
        Conflict: It does not hold.
    """

    permission = "media.decide_accreditations"
    shown = ("reason",)
    personal = ("reason",)

    accreditation: AccreditationId
    reason: Reason = field(default="", kw_only=True)


@frozen
class GiveUpAccreditation(Command[bool]):
    """Give the actor's own accreditation up, or take the request back.

    Returns:
        Whether there was one.
    """

    permission = "media.request_accreditation"
    when_ended = True


@frozen
class ReadMyAccreditation(Query[Accreditation | None]):
    """Read the actor's own accreditation; None where there is none."""

    permission = "media.request_accreditation"


@frozen(kw_only=True)
class ListAccreditations(Query[Page[Accreditation]]):
    """List the accreditations that the actor may see, what was made last first.

    Attributes:
        state: Only those in this state: `requested`, `granted`, `refused` or `withdrawn`.
        after: The `next` of the page before.
        limit: Accreditations on a page, 1 to 100.

    Raises:
        Invalid: There is no such state.
    """

    permission = "media.decide_accreditations"
    personal = ()

    state: StateName | None = None
    after: str | None = None
    limit: int = 20


@frozen
class ReadPressGroup(Query[GroupId | None]):
    """Read which group the accredited are in, to be the audience of a space; None before the first is accredited."""

    permission = "media.decide_accreditations"
