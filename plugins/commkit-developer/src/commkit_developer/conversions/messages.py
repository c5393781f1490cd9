"""The commands and queries of conversions."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit.posts import PostId
from commkit_developer.conversions.records import Conversion, ConversionId, ConversionNumbers

Reason = Annotated[str, Text(max=2_000)]


@frozen
class ConvertToAnswer(TextCommand[Conversion]):
    """Turn a comment into an answer to the question of its thread.

    It keeps its author, its text and history, its licence, the replies below it and the votes for it; it is counted and
    may be accepted as an answer from then on, and votes earn what they earn for answers. It stands last in the thread.
    Its author is told, with the reason.

    Attributes:
        post: The comment.
        reason: Why, for its author.

    Raises:
        Denied: It is somebody else's, and the actor has not earned the privilege (`developer.not_yours`).
        Invalid: It is no comment, or there is no question above it.
        Conflict: It was removed, or somebody else moved it meanwhile; the thread is locked or removed.
    """

    permission = "developer.convert"
    granted_to = "member"
    shown = ("reason",)
    personal = ("reason",)

    post: PostId
    reason: Reason


@frozen
class ConvertToComment(TextCommand[Conversion]):
    """Turn an answer into a comment on the question, or on another answer; what it keeps is as for `ConvertToAnswer`.

    Attributes:
        post: The answer.
        reason: Why, for its author.
        below: What it comments on, in the same thread; the question where it is left out.

    Raises:
        Denied: It is somebody else's, and the actor has not earned the privilege (`developer.not_yours`).
        Invalid: It is no answer, or `below` stands in another thread, or below the answer itself.
        Conflict: It is the accepted answer; it or `below` was removed, or somebody else moved it meanwhile; the thread
            is locked or removed.
    """

    permission = "developer.convert"
    granted_to = "member"
    shown = ("reason",)
    personal = ("reason",)

    post: PostId
    reason: Reason
    below: PostId | None = field(default=None, kw_only=True)


@frozen
class UndoConversion(Command[Conversion]):
    """Let a post be what it was before, below what it replied to; who may convert it may undo that.

    Attributes:
        conversion: The conversion.

    Raises:
        Denied: It is somebody else's, and the actor has not earned the privilege (`developer.not_yours`).
        Conflict: It was undone or followed by another one; the answer was accepted meanwhile, or what it replied to
            was removed or moved elsewhere.
    """

    permission = "developer.convert"
    granted_to = "member"
    personal = ()

    conversion: ConversionId


@frozen
class ListConversions(Query[Page[Conversion]]):
    """What was converted in a thread, the newest first.

    Attributes:
        thread: The question.
        after: The `next` of the page before.
        limit: Conversions on a page, 1 to 100.
    """

    permission = "developer.read_conversions"
    granted_to = "member"
    personal = ()

    thread: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadConversionNumbers(Query[ConversionNumbers]):
    """How often posts were converted, and how often that was undone.

    Attributes:
        since: Count only what was converted from then on; all of it where it is left out.
    """

    permission = "developer.read_conversion_numbers"

    since: datetime | None = field(default=None, kw_only=True)
