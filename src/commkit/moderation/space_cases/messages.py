"""What moderators of a space do with its cases."""

from typing import Annotated, ClassVar, Literal

from attrs import frozen

from commkit.moderation.cases.records import CaseId
from commkit.moderation.decisions.records import Decision, DecisionGround
from commkit.moderation.space_cases.records import SpaceCase
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text
from commkit.spaces import SpaceId

SpaceAction = Literal["dismiss", "remove", "restore", "warn"]
"""What moderators of a space decide: what holds in the whole community, such as a suspension, is for its moderators."""


@frozen
class ListSpaceCases(Query[Page[SpaceCase]]):
    """Open cases about posts in a space, the most urgent first; for its moderators, and none about themselves.

    Attributes:
        space: The space.
        after: The `next` of the page before.
        limit: Cases on a page, 1 to 100.

    Raises:
        NotFound: There is no such space for this actor.
        Denied: The actor does not moderate it.
    """

    permission = "moderation.moderate_space"
    personal = ()
    space: SpaceId
    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class DecideSpaceCase(Command[Decision]):
    """Decide a case about a post in a space, as a moderator of the space; its author gets a statement of reasons.

    Attributes:
        case: The case.
        action: What is done; as for `DecideCase`.
        rule: The rule that was broken, one line; required for `remove` and `warn`.
        facts: The facts and circumstances; required where a rule is.
        ground: Whether the rule is one of the community's or a law, or against unfounded reports or appeals; the latter
            two are no reason to remove a post.
        law: Which law, and why the post is against it; required where the ground is a law.
        territory: Where the decision holds; empty for everywhere.

    Raises:
        NotFound: There is no such case in a space that the actor moderates, or it is about themselves.
        Invalid: Something is missing.
        Conflict: Another moderator has claimed the case, or nothing in it is open.
    """

    permission = "moderation.moderate_space"
    creates = True
    discreet: ClassVar[bool] = True
    personal = ("facts", "law")

    case: CaseId
    action: SpaceAction
    rule: Annotated[str, Text(max=300, min=0, multiline=False)] = ""
    facts: Annotated[str, Text(max=5_000, min=0)] = ""
    ground: DecisionGround = DecisionGround.RULES
    law: Annotated[str, Text(max=2_000, min=0)] = ""
    territory: Annotated[str, Text(max=300, min=0, multiline=False)] = ""
