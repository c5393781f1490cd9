"""The commands and queries of life circles."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Query, Text, TextCommand
from commkit_internal.life_circles.records import Circle, CircleId, CircleInvitation, CircleJoinPolicy


@frozen
class StartCircle(TextCommand[Circle]):
    """Start a life circle, and be the first inside.

    Attributes:
        title: Its title.
        purpose: What it is for.
        join_policy: How colleagues come in.

    Raises:
        Denied: The actor stands for the employer.
    """

    permission = "internal.join_circle"
    creates = True
    shown = ("title", "purpose")
    personal = ("title", "purpose")

    title: Annotated[str, Text(max=200, multiline=False)]
    purpose: Annotated[str, Text(max=1_000, min=0)] = field(default="", kw_only=True)
    join_policy: CircleJoinPolicy = field(default=CircleJoinPolicy.INVITE, kw_only=True)


@frozen
class JoinCircle(Command[Circle]):
    """Join a life circle that is open, or that one is invited to; again, it changes nothing.

    Raises:
        NotFound: There is no such circle for the actor. Who stands for the employer, or leads somebody inside, sees
            none.
        Denied: Somebody inside leads the actor.
        Conflict: The last one left it.
    """

    permission = "internal.join_circle"

    circle: CircleId


@frozen
class LeaveCircle(Command[None]):
    """Leave a life circle, or decline an invitation to it; what one wrote stays. With the last one, it ends."""

    permission = "internal.leave_circle"
    withdraws = True

    circle: CircleId


@frozen
class InviteToCircle(Command[CircleInvitation]):
    """Invite a colleague to a life circle that one is in; they are told, and nobody else. Again, it changes nothing.

    Raises:
        NotFound: There is no such circle or member for the actor.
        Denied: The actor is not inside, or was blocked by the member.
    """

    permission = "internal.join_circle"

    circle: CircleId
    member: MemberId


@frozen
class ListCircles(Query[tuple[Circle, ...]]):
    """The life circles that one is in, is invited to, or may join, at most 200; of those that have not ended."""

    permission = "internal.join_circle"


@frozen
class ListCircleMembers(Query[tuple[MemberId, ...]]):
    """Who is inside of a life circle, for those inside; at most 1,000.

    Raises:
        NotFound: There is no such circle for the actor, or they stand outside.
    """

    permission = "internal.join_circle"

    circle: CircleId
