"""The commands and queries of suggested edits."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit.posts import MadeWith, PostId
from commkit_developer.suggested_edits.records import (
    EditNumbers,
    EditState,
    QueuedEdit,
    SuggestedEdit,
    SuggestedEditDiff,
    SuggestedEditId,
)

Title = Annotated[str, Text(max=300, min=0, multiline=False)]
Body = Annotated[str, Text(max=40_000)]
TagName = Annotated[str, Text(max=50, multiline=False)]
Reason = Annotated[str, Text(max=2_000)]
OptionalReason = Annotated[str, Text(max=2_000, min=0)]


@frozen(kw_only=True)
class SuggestEdit(TextCommand[SuggestedEdit]):
    """Suggest an edit of a post to those who may decide about it: its author, reviewers, stewards.

    Attributes:
        post: The post.
        version: The version of the post that the suggester saw.
        title: The new title; None to keep it.
        body: The new text; None to keep it.
        tags: The new tags; None to keep them.
        reason: Why.
        made_with: Whether a program that generates text took part in it; left out: as the post says, and what an agent
            suggests is `assisted` at least.

    Raises:
        Denied: The actor may edit the post without asking (`developer.edit_directly`).
        Conflict: The post has another version or was removed, or a suggestion of the actor for it is pending.
        Invalid: It changes nothing, the title is missing, or a tag is malformed.
    """

    permission = "developer.suggest_edit"
    creates = True
    shown = ("title", "body", "tags", "reason")
    personal = ("title", "body", "reason")

    post: PostId
    version: int
    title: Title | None = None
    body: Body | None = None
    tags: tuple[TagName, ...] | None = None
    reason: Reason
    made_with: MadeWith | None = None


@frozen(kw_only=True)
class RewriteSuggestedEdit(TextCommand[SuggestedEdit]):
    """Rewrite a pending suggested edit of one's own, for the version that the post has now. It is reviewed anew.

    Attributes:
        edit: The suggested edit.
        base: The version of the post that the suggester saw.
        title: The title that the post would have; None for that of the post.
        body: The text that the post would have; None for that of the suggestion.
        tags: The tags that the post would have; None for those of the post.
        reason: Why; None to keep the reason.

    Raises:
        Conflict: It is decided already, or the post has another version or was removed.
        Invalid: It changes nothing any more, the title is missing, or a tag is malformed.
    """

    permission = "developer.change_suggested_edit"
    shown = ("title", "body", "tags", "reason")
    personal = ("title", "body", "reason")

    edit: SuggestedEditId
    base: int
    title: Title | None = None
    body: Body | None = None
    tags: tuple[TagName, ...] | None = None
    reason: Reason | None = None


@frozen
class WithdrawSuggestedEdit(Command[SuggestedEdit]):
    """Withdraw a pending suggested edit of one's own.

    Raises:
        Conflict: It is decided already.
    """

    permission = "developer.change_suggested_edit"

    edit: SuggestedEditId


@frozen
class ApproveSuggestedEdit(TextCommand[SuggestedEdit]):
    """Approve a suggested edit. With the last approval that it needs it becomes a version of its post.

    The author of the post, and who may edit it, decide alone; reviewers as many as the settings say.

    Attributes:
        edit: The suggested edit.
        version: The version of it that the reviewer saw.
        reason: Why.

    Raises:
        Denied: It is the actor's own suggestion (`developer.own_edit`).
        Conflict: It is decided, was rewritten, or is outdated: the post was edited since.
    """

    permission = "developer.decide_edits"
    shown = ("reason",)
    personal = ("reason",)

    edit: SuggestedEditId
    version: int
    reason: OptionalReason = field(default="", kw_only=True)


@frozen
class RejectSuggestedEdit(TextCommand[SuggestedEdit]):
    """Reject a suggested edit, with a reason that its suggester reads.

    Attributes:
        edit: The suggested edit.
        version: The version of it that the reviewer saw.
        reason: Why.

    Raises:
        Denied: It is the actor's own suggestion; withdraw it instead (`developer.own_edit`).
        Conflict: It is decided, or was rewritten.
    """

    permission = "developer.decide_edits"
    shown = ("reason",)
    personal = ("reason",)

    edit: SuggestedEditId
    version: int
    reason: Reason


@frozen(kw_only=True)
class ImproveSuggestedEdit(TextCommand[SuggestedEdit]):
    """Approve a suggested edit and change more: the post gets its version, and one by the reviewer behind it.

    Attributes:
        edit: The suggested edit.
        version: The version of it that the reviewer saw.
        title: The title, where the reviewer changes it.
        body: The text, where the reviewer changes it.
        tags: The tags, where the reviewer changes them.
        reason: Why.

    Raises:
        Denied: It is the actor's own suggestion, or it needs several reviews and the actor does not decide alone
            (`developer.more_reviews_needed`).
        Conflict: It is decided, was rewritten, or is outdated.
        Invalid: The title is missing, or a tag is malformed.
    """

    permission = "developer.decide_edits"
    shown = ("title", "body", "tags", "reason")
    personal = ("title", "body", "reason")

    edit: SuggestedEditId
    version: int
    title: Title | None = None
    body: Body | None = None
    tags: tuple[TagName, ...] | None = None
    reason: OptionalReason = ""


@frozen
class ReadSuggestedEdit(Query[SuggestedEditDiff]):
    """Read a suggested edit with what it changes, and with what others changed since it was written.

    Its suggester, the author of the post and reviewers see it.
    """

    permission = "developer.read_suggested_edits"

    edit: SuggestedEditId


@frozen(kw_only=True)
class ListSuggestedEdits(Query[Page[QueuedEdit]]):
    """List suggested edits that the actor may see, the oldest first: for reviewers the queue.

    Attributes:
        post: Only those of this post; of all posts where it is left out.
        state: Only those in this state.
    """

    permission = "developer.read_suggested_edits"
    personal = ()

    post: PostId | None = None
    state: EditState = EditState.PENDING
    after: str | None = None
    limit: int = 20


@frozen
class ReadEditNumbers(Query[EditNumbers]):
    """The numbers of suggested edits: how many, how many were approved, and how long they waited.

    Attributes:
        since: Count only those suggested from then on; all of them where it is left out.
    """

    permission = "developer.read_edit_numbers"

    since: datetime | None = field(default=None, kw_only=True)
