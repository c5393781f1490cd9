"""Changes of posts as another system has them, and the texts that they lead to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from attrs import frozen

from commkit.importers.records import Body, ExternalId, Markup, Name, TagName, Title
from commkit.runtime.model.ids import MemberId
from commkit.runtime.values.texts import Text

EditReason = Annotated[str, Text(max=2_000, min=0)]


@frozen(kw_only=True)
class ExternalRevision:
    """A change of one or more parts of a post: what it said at first, or an edit.

    Attributes:
        external_id: The id at the source.
        post: The id of the post at the source.
        edit: The id of the edit: changes of one edit make one version.
        title: The title from then on; None where it did not change.
        body: The text from then on; None where it did not change.
        markup: The markup of that text.
        tags: The tags from then on; None where they did not change.
        member: The id of who changed it.
        member_name: Their name, for one without a membership here.
        reason: Why.
        at: When.
    """

    external_id: ExternalId
    post: ExternalId
    edit: ExternalId
    title: Title | None = None
    body: Body | None = None
    markup: Markup = "markdown"
    tags: tuple[TagName, ...] | None = None
    member: ExternalId | None = None
    member_name: Name | None = None
    reason: EditReason = ""
    at: datetime


@frozen
class PresentText:
    """What an imported post says now.

    Attributes:
        id: The post.
        opens: Whether it opens a thread.
        title: Its title.
        body: Its text.
        markup: The markup of the text.
        tags: Its tags.
        version: Its version.
        edited_at: When it was last edited.
        author: Its author.
        erased: Whether its author was erased.
    """

    id: UUID
    opens: bool
    title: str
    body: str
    markup: str
    tags: tuple[str, ...]
    version: int
    edited_at: datetime | None
    author: MemberId | None
    erased: bool


@frozen
class TextVersion:
    """A version that a history leads to.

    Attributes:
        title: Its title.
        body: Its text.
        markup: The markup of the text.
        tags: Its tags.
        edit: The change that led to it, which says who, when and why.
    """

    title: str
    body: str
    markup: str
    tags: tuple[str, ...]
    edit: ExternalRevision


@frozen
class Unlike:
    """The parts of a post that differ from its last revision at the source.

    Attributes:
        parts: `title`, `tags`, `body`; empty where it says the same.
    """

    parts: tuple[str, ...] = ()


WrittenTexts = Mapping[int, str]
"""The texts of revisions that are here, by version."""
