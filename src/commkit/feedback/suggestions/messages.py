"""What can be asked of suggestions."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from attrs import field, frozen

from commkit.feedback.suggestions.records import (
    FeedbackKind,
    FeedbackMetrics,
    FeedbackStatus,
    RoadmapColumn,
    Suggestion,
    SuggestionId,
    SuggestionUpdate,
    SuggestionVote,
    VoteBudget,
)
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.validation import Text

Title = Annotated[str, Text(max=300, lines=False)]
Body = Annotated[str, Text(max=20_000, min=0)]
TagName = Annotated[str, Text(max=50, lines=False)]
Source = Annotated[str, Text(max=200, lines=False)]
PublicReply = Annotated[str, Text(max=5_000)]
Reason = Annotated[str, Text(max=2_000, min=0)]


@frozen(kw_only=True)
class SubmitSuggestion(Command[Suggestion]):
    """Tell the team an idea, a problem, a praise or a question.

    Attributes:
        kind: What it is about; one of the kinds this community takes.
        title: One line.
        body: The text, at most 20,000 characters.
        tags: Words under which it is found.

    Raises:
        Invalid: The community does not take this kind, or a tag is malformed.
    """

    permission = "feedback.submit"
    personal = ("title", "body")

    kind: FeedbackKind
    title: Title
    body: Body = ""
    tags: tuple[TagName, ...] = ()


@frozen(kw_only=True)
class RecordSuggestion(Command[Suggestion]):
    """Record what a member said elsewhere: on the phone, in a visit, in a ticket.

    Attributes:
        member: Whose suggestion it is; they are told what becomes of it.
        source: Where it was heard; stewards see it.
        kind: As for `SubmitSuggestion`.
        title: As for `SubmitSuggestion`.
        body: As for `SubmitSuggestion`.
        tags: As for `SubmitSuggestion`.

    Raises:
        Conflict: They are not inside the community.
        Invalid: As for `SubmitSuggestion`.
    """

    permission = "feedback.record"
    personal = ("title", "body", "source")

    member: MemberId
    source: Source
    kind: FeedbackKind
    title: Title
    body: Body = ""
    tags: tuple[TagName, ...] = ()


@frozen(kw_only=True)
class EditSuggestion(Command[Suggestion]):
    """Change what a suggestion says. What is left out stays.

    Raises:
        Conflict: It was edited since `version`, withdrawn or merged.
        Invalid: A tag is malformed.
    """

    permission = "feedback.edit"
    personal = ("title", "body")

    suggestion: SuggestionId
    version: int
    title: Title | None = None
    body: Body | None = None
    tags: tuple[TagName, ...] | None = None


@frozen
class WithdrawSuggestion(Command[Suggestion]):
    """Take a suggestion back, for good; votes from budgets are given back.

    Raises:
        Conflict: It was withdrawn or merged already.
    """

    permission = "feedback.withdraw"
    personal = ("reason",)

    suggestion: SuggestionId
    reason: Reason = ""


@frozen
class VoteOnSuggestion(Command[Suggestion]):
    """Vote for a suggestion, and so follow what becomes of it; voting again replaces the earlier vote.

    Attributes:
        suggestion: For which.
        weight: How many votes of the member's budget; 1 where everybody has one for each suggestion.

    Raises:
        Conflict: It is closed, or the budget does not hold so many votes.
        Invalid: The weight is out of range.
    """

    permission = "feedback.vote"

    suggestion: SuggestionId
    weight: int = 1


@frozen(kw_only=True)
class RecordSuggestionVote(Command[Suggestion]):
    """Record the vote of a member who told it elsewhere.

    Attributes:
        suggestion: For which.
        member: Whose vote it is.
        source: Where it was heard; stewards see it.
        weight: As for `VoteOnSuggestion`; it comes from the member's budget.

    Raises:
        Conflict: As for `VoteOnSuggestion`, or they are not inside the community, or they voted already.
        Invalid: As for `VoteOnSuggestion`.
    """

    permission = "feedback.record"
    personal = ("source",)

    suggestion: SuggestionId
    member: MemberId
    source: Source
    weight: int = 1


@frozen
class RetractSuggestionVote(Command[Suggestion]):
    """Take one's vote back; a budget gets back what it holds.

    Raises:
        Conflict: The suggestion is closed.
    """

    permission = "feedback.vote"

    suggestion: SuggestionId


@frozen(kw_only=True)
class MergeSuggestions(Command[Suggestion]):
    """Merge a duplicate into the suggestion that stays; from then on the duplicate's id leads there.

    Who voted for both counts once. Their votes are added up to what one suggestion may get from one member; what is
    beyond that goes back to their budget.

    Attributes:
        suggestion: The duplicate.
        into: The one that stays.

    Raises:
        Conflict: They are one already, or either was withdrawn or merged in the meantime.
    """

    permission = "feedback.merge"

    suggestion: SuggestionId
    into: SuggestionId


@frozen
class UpdateSuggestionStatus(Command[Suggestion]):
    """Move a suggestion on, with a public reply; its author and all who voted are told.

    Attributes:
        suggestion: Which.
        status: Where it goes.
        reply: What everybody is told; needed to close it as done or declined.

    Raises:
        Conflict: There is no way from its present status to this one.
        Invalid: It would be closed without a word.
    """

    permission = "feedback.update_status"
    personal = ("reply",)

    suggestion: SuggestionId
    status: FeedbackStatus
    reply: Reason = ""


@frozen
class ReplyToSuggestion(Command[Suggestion]):
    """Reply to a suggestion for everybody to read; its status stays.

    Raises:
        Conflict: It was withdrawn or merged.
    """

    permission = "feedback.update_status"
    personal = ("reply",)

    suggestion: SuggestionId
    reply: PublicReply


@frozen(kw_only=True)
class NotifySuggestionFollowers(Command[None]):
    """Send notifications to the author and the voters of a suggestion, some hundred at a time; for the host only.

    Attributes:
        suggestion: Which.
        notification_kind: The kind of notification.
        by: Who did what they are told of; they are not told themselves.
        after: The last one told before; left out, it begins.
    """

    permission = "feedback.notify"
    when_archived: ClassVar[bool] = True
    personal = ()

    suggestion: SuggestionId
    notification_kind: Annotated[str, Text(max=64, lines=False)]
    by: MemberId | None = None
    after: MemberId | None = None


@frozen
class ReadSuggestion(Query[Suggestion]):
    """One suggestion; the id of one that was merged gives the one it was merged into."""

    permission = "feedback.read"
    suggestion: SuggestionId


@frozen
class ListSuggestionUpdates(Query[tuple[SuggestionUpdate, ...]]):
    """The steps of a suggestion and the public replies, in order; at most 1,000."""

    permission = "feedback.read"
    suggestion: SuggestionId


@frozen(kw_only=True)
class ListSuggestions(Query[Page[Suggestion]]):
    """Suggestions, by score or the newest first.

    Attributes:
        order: By `score`, or `newest`: by when they were made or, of one status, when they came to it.
        status: Only those of this status.
        kind: Only those of this kind.
        after: The `next` of the page before.
        limit: Suggestions on a page, 1 to 100.
    """

    permission = "feedback.read"
    personal = ()

    order: Literal["score", "newest"] = "score"
    status: FeedbackStatus | None = None
    kind: FeedbackKind | None = None
    after: str | None = None
    limit: int = 20


@frozen
class ListSuggestionsByTag(Query[Page[Suggestion]]):
    """Suggestions that bear a tag, the newest first.

    Attributes:
        tag: Which.
        after: The `next` of the page before.
        limit: Suggestions on a page, 1 to 100.
    """

    permission = "feedback.read"
    personal = ()

    tag: TagName
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadRoadmap(Query[tuple[RoadmapColumn, ...]]):
    """What is planned, in progress and done.

    Attributes:
        limit: Suggestions in each column, 1 to 100.
    """

    permission = "feedback.read"
    limit: int = 20


@frozen(kw_only=True)
class ListMySuggestionVotes(Query[Page[SuggestionVote]]):
    """The actor's own votes, those for the newest suggestions first.

    Attributes:
        after: The `next` of the page before.
        limit: Votes on a page, 1 to 100.
    """

    permission = "feedback.vote"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadMyVoteBudget(Query[VoteBudget]):
    """How many votes the actor has left."""

    permission = "feedback.vote"


@frozen
class ReadFeedbackMetrics(Query[FeedbackMetrics]):
    """What came of the suggestions of a period.

    Attributes:
        since: The beginning of the period.
        until: Its end; left out, now.
    """

    permission = "feedback.read_metrics"
    since: datetime
    until: datetime | None = None
