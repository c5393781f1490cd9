"""What happens to idea calls and their ideas."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.feedback import SuggestionId
from commkit_internal.idea_calls.records import IdeaCallId, IdeaCallState


@frozen
class IdeaCallOpened(Fact):
    """A call for ideas was opened."""

    name = "internal.idea_call_opened"
    visible_to = "internal.read_idea_calls"
    call: IdeaCallId


@frozen
class IdeaCallStateChanged(Fact):
    """An idea call went on, or was cancelled.

    Attributes:
        call: The call.
        before: Where it was.
        after: Where it is.
    """

    name = "internal.idea_call_state_changed"
    visible_to = "internal.read_idea_calls"
    call: IdeaCallId
    before: IdeaCallState
    after: IdeaCallState


@frozen
class IdeaEvaluatorAdded(Fact):
    """A member marks the ideas of a call from now on."""

    name = "internal.idea_evaluator_added"
    visible_to = "internal.read_idea_calls"
    call: IdeaCallId
    member: MemberId


@frozen
class IdeaEvaluatorLeft(Fact):
    """An evaluator left the community, or was banned, while the call went on.

    Attributes:
        call: The call.
        member: Who.
        owner: The call's owner.
    """

    name = "internal.idea_evaluator_left"
    visible_to = "internal.run_idea_call"
    call: IdeaCallId
    member: MemberId
    owner: MemberId


@frozen
class IdeaSubmitted(Fact):
    """An idea was submitted to a call.

    Attributes:
        call: The call.
        idea: The suggestion.
    """

    name = "internal.idea_submitted"
    visible_to = "internal.read_idea_calls"
    call: IdeaCallId
    idea: SuggestionId


@frozen
class IdeaMarked(Fact):
    """An evaluator marked an idea; the marks themselves are not told."""

    name = "internal.idea_marked"
    visible_to = "internal.run_idea_call"
    call: IdeaCallId
    idea: SuggestionId


@frozen
class IdeaDecided(Fact):
    """It was decided about an idea, or decided otherwise; its authors hear of it with the reply."""

    name = "internal.idea_decided"
    visible_to = "internal.run_idea_call"
    call: IdeaCallId
    idea: SuggestionId


@frozen
class IdeaReportDue(Fact):
    """The time by which the authors of a call's ideas were promised a reply is near.

    Attributes:
        call: The call.
        owner: Who promised it.
    """

    name = "internal.idea_report_due"
    visible_to = "internal.run_idea_call"
    call: IdeaCallId
    owner: MemberId


@frozen
class IdeaPromiseBroken(Fact):
    """The authors of a call's ideas were given no reply by the promised time.

    Attributes:
        call: The call.
        owner: Who promised it.
    """

    name = "internal.idea_promise_broken"
    visible_to = "internal.run_idea_call"
    call: IdeaCallId
    owner: MemberId
