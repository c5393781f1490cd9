"""Commands and queries of drafts."""

from typing import Annotated

from attrs import field, frozen

from commkit.posts.drafts.records import Draft, DraftId
from commkit.posts.messages import Markup, Title, Word
from commkit.posts.records import Post, PostId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.validation import Text

DraftBody = Annotated[str, Text(max=40_000, min=0)]

DraftTag = Annotated[str, Text(max=50, lines=False)]


@frozen(kw_only=True)
class CreateDraft(Command[Draft]):
    """Begin to write, and keep it to oneself; nothing has to be right yet.

    Attributes:
        kind: What kind of post it is to be.
        parent: The post it is to reply to; left out, it is to open a thread.
        title: Its title so far.
        body: Its text so far, up to 40,000 characters.
        tags: Its tags so far.
        markup: The markup of the text.

    Raises:
        NotFound: There is no such post to reply to.
        Conflict: The actor has 1,000 drafts here.
        Invalid: There are more tags than any thread may bear.
    """

    permission = "posts.draft"
    personal = ("title", "body", "tags")

    kind: Word | None = None
    parent: PostId | None = None
    title: Title = ""
    body: DraftBody = ""
    tags: tuple[DraftTag, ...] = ()
    markup: Markup = "markdown"


@frozen(kw_only=True)
class UpdateDraft(Command[Draft]):
    """Save what a draft says now; what is left out stays.

    Attributes:
        draft: Which.
        version: The version that the author saw.
        kind: What kind of post it is to be.
        title: Its title.
        body: Its text.
        tags: Its tags.
        markup: The markup of the text.

    Raises:
        Conflict: It was saved elsewhere since, as in another window.
    """

    permission = "posts.draft"
    personal = ("title", "body", "tags")

    draft: DraftId
    version: int
    kind: Word | None = None
    title: Title | None = None
    body: DraftBody | None = None
    tags: tuple[DraftTag, ...] | None = None
    markup: Markup | None = None


@frozen
class DeleteDraft(Command[None]):
    """Throw a draft away, and its plan with it."""

    permission = "posts.draft"

    draft: DraftId


@frozen
class PublishDraft(Command[Post]):
    """Publish a draft: it goes the way of `CreateThread` or `CreateReply`, permission and gates included, and is gone then.

    Raises:
        Conflict: It was published or discarded elsewhere in the meantime.
        Invalid: It is not yet what a post must be.
    """

    permission = "posts.draft"

    draft: DraftId


@frozen
class ReadDraft(Query[Draft]):
    """One of one's own drafts."""

    permission = "posts.draft"

    draft: DraftId


@frozen(kw_only=True)
class ListMyDrafts(Query[Page[Draft]]):
    """One's own drafts, those begun last first; scheduled ones are among them."""

    permission = "posts.draft"
    personal = ()

    after: str | None = field(default=None)
    limit: int = 20
