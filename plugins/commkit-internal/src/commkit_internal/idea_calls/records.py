"""An idea call, its criteria and its evaluators."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId, Text
from commkit.storage import Erasure, Person, Plain

IdeaCallId = NewType("IdeaCallId", UUID)
"""The id of an idea call."""
CallTitle = Annotated[str, Plain(max=200, multiline=False)]
CallPurpose = Annotated[str, Plain(max=5_000)]
CriterionName = Annotated[str, Plain(max=100, multiline=False)]


class IdeaCallState(StrEnum):
    """Where an idea call is."""

    COLLECTING = "collecting"
    """Members submit ideas."""
    EVALUATING = "evaluating"
    """Evaluators mark them, each by themselves."""
    DECIDING = "deciding"
    """The marks are final; the owner decides."""
    REPORTED = "reported"
    """All authors were given a reply."""
    CANCELLED = "cancelled"
    """It was ended before anybody had submitted an idea."""


@frozen
class IdeaCall:
    """A call for ideas, with a promise by when their authors get a reply.

    Attributes:
        id: Its id.
        title: What it asks for, in one line.
        purpose: What for, as Markdown.
        owner: Who opened it, merges its ideas and decides about them.
        state: Where it is.
        scale: Marks are whole numbers from 1 to this.
        marks_needed: How many evaluators must have marked an idea for it to be ranked.
        opened_at: When it was opened.
        collect_until: Until when ideas are submitted; at that moment it is too late.
        evaluate_until: Until when they are marked, likewise.
        report_by: By when all authors were promised a reply.
        reported_at: When the owner gave it.
        reminded_at: When the owner was reminded of the promise.
        broken_at: When stewards were told that the promise was broken.
    """

    id: IdeaCallId
    title: CallTitle
    purpose: CallPurpose
    owner: Annotated[MemberId, Person(owns=False)]
    state: IdeaCallState
    scale: int
    marks_needed: int
    opened_at: datetime
    collect_until: datetime
    evaluate_until: datetime
    report_by: datetime
    reported_at: datetime | None
    reminded_at: datetime | None
    broken_at: datetime | None


@frozen
class CriterionDraft:
    """A criterion of a call that is to be opened.

    Attributes:
        name: What is marked.
        weight: How much it counts, 1 to 100.
    """

    name: Annotated[str, Text(max=100, multiline=False)]
    weight: int = 1


@frozen
class IdeaCriterion:
    """A criterion by which the ideas of a call are marked.

    Attributes:
        call: The call.
        number: Its position, from 1.
        name: What is marked.
        weight: How much it counts, 1 to 100.
    """

    call: IdeaCallId
    number: int
    name: CriterionName
    weight: int


@frozen
class IdeaEvaluator:
    """That a member marks the ideas of a call.

    Attributes:
        call: The call.
        member: Who.
        since: From when on.
    """

    call: IdeaCallId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    since: datetime


@frozen
class IdeaCallView:
    """An idea call with its criteria and what came in.

    Attributes:
        call: The call.
        criteria: Its criteria, in their order.
        evaluators: How many mark its ideas.
        ideas: How many ideas it has, without those that were withdrawn or merged into others.
    """

    call: IdeaCall
    criteria: tuple[IdeaCriterion, ...]
    evaluators: int
    ideas: int
