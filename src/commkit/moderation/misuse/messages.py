"""The query of what a suspension is judged by, and the command that ends one."""

from typing import ClassVar

from attrs import frozen

from commkit.moderation.decisions.records import DecisionId
from commkit.moderation.misuse.records import MisuseFile, ProcessingSuspension
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query


@frozen
class ReadMisuse(Query[MisuseFile]):
    """What a member reported and appealed in vain; `DecideCase` suspends by it, with `suspend_reports` for its action.

    Nobody reads it about themselves, and what the actor may not see is left out, such as reports of their own posts.

    Attributes:
        member: The member.

    Raises:
        NotFound: There is no such member for this actor, or it is themselves.
    """

    permission = "moderation.handle"
    member: MemberId


@frozen
class EndProcessingSuspension(Command[ProcessingSuspension]):
    """End a suspension of reports or appeals before its time; the decision stays, and still says why it was imposed.

    Attributes:
        decision: The decision that imposed it.

    Raises:
        NotFound: There is no such decision for this actor.
        Denied: It is about themselves.
        Conflict: It suspends neither reports nor appeals, or that is over.
    """

    permission = "moderation.decide"
    discreet: ClassVar[bool] = True
    decision: DecisionId
