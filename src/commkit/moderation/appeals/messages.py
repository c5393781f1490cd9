"""Commands and queries about statements of reasons and appeals."""

from typing import Annotated, ClassVar

from attrs import frozen

from commkit.moderation.appeals.records import Appeal, StatementOfReasons
from commkit.moderation.decisions.records import DecisionId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text

Explanation = Annotated[str, Text(max=5_000)]


@frozen
class AppealDecision(Command[Appeal]):
    """Appeal a decision about oneself, once. Sent in the lobby, so that suspended and banned members can send it too.

    Attributes:
        decision: The decision.
        text: Why it is wrong.

    Raises:
        NotFound: There is no such decision about this actor.
        Conflict: It was appealed before, cannot be appealed any more, or was reversed.
        Denied: The actor's appeals are not processed for a time, and it is not the decision that says so.
    """

    permission = "moderation.appeal"
    creates = True
    lobby: ClassVar[bool] = True
    personal = ("text",)

    decision: DecisionId
    text: Explanation


@frozen
class DecideAppeal(Command[Appeal]):
    """Decide an appeal, as another moderator than the one who decided; granting it reverses the decision.

    Attributes:
        decision: The decision that was appealed.
        grant: Whether the appeal is granted.
        answer: The reasons; the member reads them.

    Raises:
        NotFound: There is no such decision for this actor.
        Denied: The actor made the decision, or the appeal.
        Conflict: There is no appeal, or it was decided before.
    """

    permission = "moderation.decide"
    discreet: ClassVar[bool] = True
    personal = ("answer",)

    decision: DecisionId
    grant: bool
    answer: Explanation


@frozen
class ReadDecision(Query[StatementOfReasons]):
    """A decision and its appeal: one about oneself or, for moderators, about anybody else.

    Raises:
        NotFound: There is no such decision for this actor.
    """

    permission = "moderation.read_decision"
    decision: DecisionId


@frozen(kw_only=True)
class ListMyStatementsOfReasons(Query[Page[StatementOfReasons]]):
    """The decisions about the actor in all communities, the newest first; asked in the lobby, as banned members can.

    Attributes:
        after: The `next` of the page before.
        limit: Statements on a page, 1 to 100.
    """

    permission = "moderation.appeal"
    lobby: ClassVar[bool] = True
    personal = ()
    after: str | None = None
    limit: int = 20
