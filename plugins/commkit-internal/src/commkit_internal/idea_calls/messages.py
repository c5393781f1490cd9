"""The commands and queries of idea calls."""

from datetime import datetime, timedelta

from attrs import frozen

from commkit import Command, MemberId, Page, Query, TextCommand
from commkit_internal.idea_calls.records import (
    CallPurpose,
    CallTitle,
    CriterionDraft,
    IdeaCall,
    IdeaCallId,
    IdeaCallView,
    IdeaEvaluator,
)


@frozen(kw_only=True)
class OpenIdeaCall(TextCommand[IdeaCall]):
    """Call for ideas, and promise a reply to all who submit one. Its criteria cannot be changed.

    Attributes:
        title: What it asks for, in one line.
        purpose: What for.
        criteria: By what ideas are marked, 1 to 10, each with its weight.
        collect_until: Until when ideas are submitted, in any time zone; up to 366 days ahead.
        evaluate_until: Until when they are marked; up to 366 days later.
        report_within: How long after the end of evaluation their authors have a reply, a day to 366 days.
        evaluators: Who marks them, 1 to 50.

    Raises:
        NotFound: There is no such member.
        Denied: An evaluator blocks the actor.
        Conflict: An evaluator leaves at the same time.
        Invalid: A criterion, a weight, a time or the number of evaluators is out of its range.
    """

    permission = "internal.open_idea_call"
    creates = True
    shown = ("title", "purpose", "criteria")
    personal = ()

    title: CallTitle
    purpose: CallPurpose
    criteria: tuple[CriterionDraft, ...]
    collect_until: datetime
    evaluate_until: datetime
    report_within: timedelta
    evaluators: tuple[MemberId, ...]


@frozen
class AddIdeaEvaluator(Command[IdeaEvaluator]):
    """Ask a member to mark the ideas of a call, as where an evaluator left. Again, it changes nothing.

    Raises:
        NotFound: There is no such call or member.
        Denied: The member blocks the actor.
        Conflict: Evaluation is closed, the member leaves at the same time, or there are 50 evaluators.
    """

    permission = "internal.run_idea_call"

    call: IdeaCallId
    member: MemberId


@frozen
class CloseIdeaEvaluation(Command[IdeaCall]):
    """Close the evaluation of a call ahead of its time. From then on evaluators see each other's marks.

    Raises:
        Conflict: The call is not evaluating.
    """

    permission = "internal.run_idea_call"

    call: IdeaCallId


@frozen
class CancelIdeaCall(Command[IdeaCall]):
    """End a call that nobody has submitted an idea to: nobody waits for its promise.

    Raises:
        Conflict: There is an idea, or the call is not collecting.
    """

    permission = "internal.run_idea_call"

    call: IdeaCallId


@frozen
class ReportIdeaCall(Command[IdeaCall]):
    """Give all authors the reply: what was decided about each idea, and why.

    It becomes the status and the public reply of each idea, and is told to its author, to the authors of those that
    were merged into it, and to all who voted for it. A worker does it, within minutes.

    Raises:
        Conflict: The call is not deciding, or an idea is undecided.
    """

    permission = "internal.run_idea_call"

    call: IdeaCallId


@frozen
class ReadIdeaCall(Query[IdeaCallView]):
    """Read an idea call.

    Raises:
        NotFound: There is none.
    """

    permission = "internal.read_idea_calls"

    call: IdeaCallId


@frozen(kw_only=True)
class ListIdeaCalls(Query[Page[IdeaCallView]]):
    """The idea calls, the newest first.

    Attributes:
        after: Where the last page ended.
        limit: How many, at most.
    """

    permission = "internal.read_idea_calls"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ListIdeaEvaluators(Query[tuple[IdeaEvaluator, ...]]):
    """Who marks the ideas of a call."""

    permission = "internal.read_idea_calls"

    call: IdeaCallId
