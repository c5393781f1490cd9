"""The commands and queries of suggestions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from attrs import field, frozen

from commkit.feedback.suggestions.records import (
    FeedbackMetrics,
    RoadmapColumn,
    Suggestion,
    SuggestionId,
    SuggestionKind,
    SuggestionStatus,
    SuggestionUpdate,
)
from commkit.fields import FieldValue
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Query, TextCommand
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text
from commkit.spaces import SpaceId

Title = Annotated[str, Text(max=300, multiline=False)]

Body = Annotated[str, Text(max=20_000, min=0)]

TagName = Annotated[str, Text(max=50, multiline=False)]

Source = Annotated[str, Text(max=200, multiline=False)]

PublicReply = Annotated[str, Text(max=5_000)]

Reason = Annotated[str, Text(max=2_000, min=0)]


@frozen(kw_only=True)
class SubmitSuggestion(TextCommand[Suggestion]):
    """Submit an idea, a problem, praise or a question to the team.

    Attributes:
        kind: What it is about; one of the kinds this community accepts.
        title: One line.
        body: The text, at most 20,000 characters.
        tags: Tags; they are normalized.
        space: The space that it stands in, whose audience sees it; None for the community itself.
        fields: Values of the fields that suggestions have, by the name of the field.

    Raises:
        NotFound: There is no such space for this actor.
        Conflict: The space is archived.
        Invalid: The community does not accept this kind, a tag is malformed, or a value does not fit, is unknown or
            missing: `fields.area`.
    """

    permission = "feedback.submit"
    creates = True
    shown = ("title", "body", "tags", "fields")
    personal = ("title", "body", "fields")

    kind: SuggestionKind
    title: Title
    body: Body = ""
    tags: tuple[TagName, ...] = ()
    space: SpaceId | None = None
    fields: Mapping[str, FieldValue | None] = field(factory=dict)


@frozen(kw_only=True)
class RecordSuggestion(TextCommand[Suggestion]):
    """Record a suggestion that a member made elsewhere: on the phone, during a visit, in a ticket.

    Attributes:
        member: The author; gets the notifications about it.
        source: Where it was heard; visible to stewards only.
        kind: As for `SubmitSuggestion`.
        title: As for `SubmitSuggestion`.
        body: As for `SubmitSuggestion`.
        tags: As for `SubmitSuggestion`.
        space: As for `SubmitSuggestion`.
        fields: As for `SubmitSuggestion`.

    Raises:
        NotFound: There is no such space for this actor.
        Conflict: The membership of the author is not current, or the space is archived.
        Invalid: As for `SubmitSuggestion`.
    """

    permission = "feedback.record"
    creates = True
    shown = ("title", "body", "source", "tags", "fields")
    personal = ("title", "body", "source", "fields")

    member: MemberId
    source: Source
    kind: SuggestionKind
    title: Title
    body: Body = ""
    tags: tuple[TagName, ...] = ()
    space: SpaceId | None = None
    fields: Mapping[str, FieldValue | None] = field(factory=dict)


@frozen(kw_only=True)
class EditSuggestion(TextCommand[Suggestion]):
    """Change title, body, tags, space or fields of a suggestion; None leaves each as it is.

    Raises:
        NotFound: There is no such suggestion, or no such space, for this actor.
        Conflict: It was edited since `version`, withdrawn or merged, or the space is archived.
        Invalid: A tag is malformed, or a value does not fit: `fields.area`.
    """

    permission = "feedback.edit"
    shown = ("title", "body", "tags", "fields")
    personal = ("title", "body", "fields")

    suggestion: SuggestionId
    version: int
    title: Title | None = None
    body: Body | None = None
    tags: tuple[TagName, ...] | None = None
    space: SpaceId | None = None
    fields: Mapping[str, FieldValue | None] | None = None


@frozen
class WithdrawSuggestion(TextCommand[Suggestion]):
    """Withdraw a suggestion for good; held votes go back to the budgets.

    Raises:
        Conflict: It was withdrawn or merged already.
    """

    permission = "feedback.withdraw"
    shown = ("reason",)
    personal = ("reason",)

    suggestion: SuggestionId
    reason: Reason = ""


@frozen
class UpdateSuggestionStatus(TextCommand[Suggestion]):
    """Change the status of a suggestion, with a public reply; its author and voters are notified.

    Attributes:
        suggestion: The suggestion.
        status: The new status.
        reply: A public reply; required for done and declined.

    Raises:
        Conflict: The new status cannot follow the present one.
        Invalid: The required reply is missing.
    """

    permission = "feedback.update_status"
    shown = ("reply",)
    personal = ("reply",)

    suggestion: SuggestionId
    status: SuggestionStatus
    reply: Reason = ""


@frozen
class ReplyToSuggestion(TextCommand[Suggestion]):
    """Reply publicly to a suggestion; its status stays.

    Raises:
        Conflict: It was withdrawn or merged.
    """

    permission = "feedback.update_status"
    shown = ("reply",)
    personal = ("reply",)

    suggestion: SuggestionId
    reply: PublicReply


@frozen
class ReadSuggestion(Query[Suggestion]):
    """One suggestion; the id of a merged one gives the suggestion it was merged into."""

    permission = "feedback.read"
    suggestion: SuggestionId


@frozen
class ListSuggestionUpdates(Query[tuple[SuggestionUpdate, ...]]):
    """The history of a suggestion, changes of status and public replies, oldest first; at most 1,000 entries."""

    permission = "feedback.read"
    suggestion: SuggestionId


@frozen(kw_only=True)
class SuggestionFilter:
    """Which suggestions a list has, and in which order; the base of queries that list suggestions.

    Attributes:
        order: `score`: highest first. `newest`: by submission; with `status`, by when they got that status.
        status: Only those of this status.
        kind: Only those of this kind.
        space: Only those that stand in this space.
        author: Only those of this member.
        after: The `next` of the page before, in the same order.
        limit: Suggestions on a page, 1 to 100.
    """

    order: Literal["score", "newest"] = "score"
    status: SuggestionStatus | None = None
    kind: SuggestionKind | None = None
    space: SpaceId | None = None
    author: MemberId | None = None
    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListSuggestions(SuggestionFilter, Query[Page[Suggestion]]):
    """Suggestions, by score or newest first.

    Attributes:
        space: As for `SuggestionFilter`, like the rest.
    """

    permission = "feedback.read"
    personal = ()


@frozen
class ListSuggestionsByTag(Query[Page[Suggestion]]):
    """Suggestions with a tag, newest first.

    Attributes:
        tag: The tag; it is normalized.
        after: The `next` of the previous page.
        limit: Suggestions on a page, 1 to 100.
    """

    permission = "feedback.read"
    personal = ()

    tag: TagName
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadRoadmap(Query[tuple[RoadmapColumn, ...]]):
    """The columns planned, in progress and done, in this order.

    Attributes:
        limit: Suggestions in each column, 1 to 100.
    """

    permission = "feedback.read"
    limit: int = 20


@frozen
class ReadFeedbackMetrics(Query[FeedbackMetrics]):
    """Metrics of the suggestions of a period.

    Attributes:
        since: Start of the period, inclusive.
        until: End of the period, exclusive; None for now.
    """

    permission = "feedback.read_metrics"
    since: datetime
    until: datetime | None = None
