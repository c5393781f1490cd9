"""Commands and queries of drafts."""

from collections.abc import Mapping
from typing import Annotated

from attrs import field, frozen

from commkit.fields import FieldValue
from commkit.members import GroupId
from commkit.posts.drafts.records import Draft, DraftId
from commkit.posts.messages import Markup, Title, Word
from commkit.posts.records import MadeWith, Post, PostId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text
from commkit.spaces import SpaceId

DraftBody = Annotated[str, Text(max=40_000, min=0)]

DraftTag = Annotated[str, Text(max=50, multiline=False)]


@frozen(kw_only=True)
class CreateDraft(Command[Draft]):
    """Create a draft; nothing is checked before it is published.

    Attributes:
        kind: The kind of post that it becomes; None while that is open.
        parent: The post that it replies to; by default it opens a thread.
        title: The title.
        body: The text, up to 40,000 characters.
        tags: The tags.
        markup: The markup of the text.
        made_with: Whether a program that generates text takes part.
        space: The space that the thread is published in.
        audience: The group that the thread is published for alone.
        fields: Values of fields by the name of the field; required ones may still be missing.

    Raises:
        NotFound: There is no such post to reply to, or no such space for this actor.
        Conflict: The actor has 1,000 drafts in this community.
        Invalid: There are more than 20 tags, or more than 50 fields.
    """

    permission = "posts.draft"
    creates = True
    when_ended = True
    personal = ("title", "body", "tags", "fields")

    kind: Word | None = None
    parent: PostId | None = None
    title: Title = ""
    body: DraftBody = ""
    tags: tuple[DraftTag, ...] = ()
    markup: Markup = "markdown"
    made_with: MadeWith | None = None
    space: SpaceId | None = None
    audience: GroupId | None = None
    fields: Mapping[str, FieldValue | None] = field(factory=dict)


@frozen(kw_only=True)
class UpdateDraft(Command[Draft]):
    """Save a draft; fields that are None keep their values.

    Attributes:
        draft: The draft.
        version: The version that the author saw.
        kind: The kind of post that it becomes.
        title: The title.
        body: The text.
        tags: The tags.
        markup: The markup of the text.
        made_with: Whether a program that generates text takes part.
        space: The space that the thread is published in.
        audience: The group that the thread is published for alone.
        fields: New values by the name of the field; None takes a value away, and those that are not named stay.

    Raises:
        Conflict: It was saved since that version, such as in another window.
    """

    permission = "posts.draft"
    when_ended = True
    personal = ("title", "body", "tags", "fields")

    draft: DraftId
    version: int
    kind: Word | None = None
    title: Title | None = None
    body: DraftBody | None = None
    tags: tuple[DraftTag, ...] | None = None
    markup: Markup | None = None
    made_with: MadeWith | None = None
    space: SpaceId | None = None
    audience: GroupId | None = None
    fields: Mapping[str, FieldValue | None] | None = None


@frozen
class DeleteDraft(Command[None]):
    """Delete a draft, and cancel its publication if it is scheduled."""

    permission = "posts.draft"
    when_ended = True

    draft: DraftId


@frozen
class PublishDraft(Command[Post]):
    """Publish a draft by `CreateThread` or `CreateReply`, with their permissions and gates, and delete it.

    Raises:
        Conflict: It was published or deleted in the meantime.
        Invalid: It is not a valid post yet.
    """

    permission = "posts.draft"
    creates = True

    draft: DraftId


@frozen
class ReadDraft(Query[Draft]):
    """Read one of the actor's own drafts."""

    permission = "posts.draft"

    draft: DraftId


@frozen(kw_only=True)
class ListMyDrafts(Query[Page[Draft]]):
    """List the actor's own drafts, the newest first; scheduled ones are among them."""

    permission = "posts.draft"
    personal = ()

    after: str | None = field(default=None)
    limit: int = 20
