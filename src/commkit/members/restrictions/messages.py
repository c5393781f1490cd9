"""The commands of restrictions."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from attrs import field, frozen

from commkit.members.records import Membership
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, TextCommand
from commkit.runtime.values.texts import Text

_Reason = Annotated[str, Text(max=2_000)]


@frozen
class RestrictMember(TextCommand[Membership]):
    """Silence, suspend or ban a member, with a reason and, if wanted, an end.

    Whoever is silenced or suspended stays inside until it ends. Whoever is banned is outside, and may join again after
    its end as anybody may.

    Attributes:
        member: Who.
        status: `silenced` (reads and reacts), `suspended` (only reads) or `banned`.
        reason: Why, for the member and for stewards.
        until: When it ends; None for no end.

    Raises:
        Invalid: The end is past.
        NotFound: There is no such member.
        Denied: They may restrict others, and the actor changes no roles.
        Conflict: They are an owner, or are not inside and cannot be silenced or suspended.
    """

    permission = "members.restrict"
    shown = ("reason",)
    personal = ("reason",)
    member: MemberId
    status: Literal["silenced", "suspended", "banned"]
    reason: _Reason
    until: datetime | None = field(default=None, kw_only=True)


@frozen
class LiftRestriction(Command[Membership]):
    """End a silence, a suspension or a ban before its time. Whoever was banned stays outside until they join again.

    Attributes:
        member: Who.

    Raises:
        NotFound: There is no such member.
        Denied: They may restrict others, and the actor changes no roles.
        Conflict: They are not restricted.
    """

    permission = "members.restrict"
    member: MemberId


@frozen
class ExpireRestrictions(Command[int]):
    """Lift the restrictions whose end has come, at most 500; for the host's schedule, such as once an hour.

    A restriction restricts nobody after its end in any case; this updates statuses and counts, and deletes what was
    kept of the restrictions of those who were erased. Gives how many restrictions of members were lifted.
    """

    permission = "members.expire_restrictions"
    when_archived: ClassVar[bool] = True
