"""The commands and queries of the ideas of a call."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit.feedback import SuggestionId
from commkit_internal.idea_calls.ideas.records import (
    DecisionReason,
    Idea,
    IdeaAuthor,
    IdeaOutcome,
    RankedIdea,
)
from commkit_internal.idea_calls.records import IdeaCallId


@frozen
class SubmitIdea(TextCommand[Idea]):
    """Submit an idea to a call. It is a suggestion, too: members vote for it, and it is found by searching.

    Attributes:
        call: The call.
        title: One line.
        body: The idea, as Markdown.
        tags: Its tags; they are normalized.

    Raises:
        NotFound: There is no such call.
        Conflict: The call does not collect ideas any more.
        Invalid: A tag is malformed, or this community accepts no suggestions of the kind `idea`.
    """

    permission = "internal.submit_idea"
    creates = True
    shown = ("title", "body", "tags")
    personal = ("title", "body")

    call: IdeaCallId
    title: Annotated[str, Text(max=300, multiline=False)]
    body: Annotated[str, Text(max=20_000, min=0)] = ""
    tags: tuple[Annotated[str, Text(max=50, multiline=False)], ...] = field(default=(), kw_only=True)


@frozen(kw_only=True)
class MergeIdeas(Command[Idea]):
    """Merge an idea into another one of the same call; the authors of both are credited.

    A member who voted for both counts once. Marks for the one that is merged count no more, nor do those of evaluators
    who are authors of the result.

    Attributes:
        idea: The one that is merged.
        into: The one that stays.

    Raises:
        NotFound: One of them is no idea of a call.
        Conflict: They are of two calls, or one idea already, or evaluation is closed.
    """

    permission = "internal.run_idea_call"

    idea: SuggestionId
    into: SuggestionId


@frozen
class DecideIdea(TextCommand[Idea]):
    """Decide about an idea; again, it replaces the earlier decision. Authors hear of it by `ReportIdeaCall`.

    Attributes:
        idea: The idea.
        outcome: What is decided.
        reason: Why; it becomes the public reply.

    Raises:
        NotFound: There is no such idea.
        Conflict: The call is not deciding, or the idea was withdrawn.
    """

    permission = "internal.run_idea_call"
    shown = ("reason",)
    personal = ("reason",)

    idea: SuggestionId
    outcome: IdeaOutcome
    reason: DecisionReason


@frozen(kw_only=True)
class ListCallIdeas(Query[Page[RankedIdea]]):
    """The ideas of a call: by rank once evaluation is closed, until then the oldest first.

    Those that too few evaluators marked have no rank, and come last.

    Attributes:
        call: The call.
        after: Where the last page ended.
        limit: How many, at most.

    Raises:
        NotFound: There is no such call.
    """

    permission = "internal.read_idea_calls"
    personal = ()

    call: IdeaCallId
    after: str | None = None
    limit: int = 20


@frozen
class ListIdeaAuthors(Query[tuple[IdeaAuthor, ...]]):
    """Who is credited for an idea: its author, and those of all ideas that were merged into it, at most 1,000.

    Raises:
        NotFound: There is no such idea.
    """

    permission = "internal.read_idea_calls"

    idea: SuggestionId
