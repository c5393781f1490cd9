"""Commands and queries about decisions."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from attrs import field, frozen
from attrs.validators import max_len

from commkit.moderation.cases.records import CaseId
from commkit.moderation.decisions.records import (
    Decision,
    DecisionGround,
    ModerationAction,
    ModerationLogEntry,
)
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text


@frozen(kw_only=True)
class DecideCase(Command[Decision]):
    """Decide everything open in a case except its appeals; the owner of the object gets a statement of reasons.

    Attributes:
        case: The case.
        action: What is done. A held post is published by `dismiss` and `restore`, and stays removed otherwise.
        rule: The rule that was broken, one line; required except for `dismiss` and `restore`.
        facts: The facts and circumstances that the decision relies on; required where a rule is.
        ground: Whether the rule is one of the community's or a law, or against unfounded reports or appeals; the latter
            two are no reason to remove a post.
        law: Which law, and why the object is against it; required where the ground is a law.
        until: When a silence, suspension or ban ends; None for no end. Required where reports or appeals are suspended.
        evidence: Where these are suspended: the reports of the member, or the decisions whose appeals, that were
            manifestly unfounded; `ReadMisuse` lists what may be. At most 100.
        territory: Where the decision holds, such as a country whose law it relies on; empty for everywhere. What is
            decided takes effect everywhere all the same.

    Raises:
        NotFound: There is no such case for this actor.
        Invalid: Something is missing, or the action does not fit the object.
        Conflict: Another moderator has claimed the case, or nothing in it is open.
    """

    permission = "moderation.decide"
    creates = True
    discreet: ClassVar[bool] = True
    personal = ("facts", "law")

    case: CaseId
    action: ModerationAction
    rule: Annotated[str, Text(max=300, min=0, multiline=False)] = ""
    facts: Annotated[str, Text(max=5_000, min=0)] = ""
    ground: DecisionGround = DecisionGround.RULES
    law: Annotated[str, Text(max=2_000, min=0)] = ""
    until: datetime | None = None
    territory: Annotated[str, Text(max=300, min=0, multiline=False)] = ""
    evidence: tuple[UUID, ...] = field(default=(), validator=max_len(100))


@frozen(kw_only=True)
class ListModerationLog(Query[Page[ModerationLogEntry]]):
    """The public log of decisions, the newest first; the community's settings say who may read it.

    Attributes:
        after: The `next` of the page before.
        limit: Entries on a page, 1 to 100.

    Raises:
        Denied: The community does not show it to this actor.
    """

    permission = "moderation.read_log"
    personal = ()
    after: str | None = None
    limit: int = 20
