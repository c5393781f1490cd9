"""The objects of another system, with their ids there, and the result of a batch."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from attrs import field, frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.values.texts import Text

Source = Annotated[str, Text(max=100, multiline=False)]
"""The name of the other system; external ids are unique within one source."""

ExternalId = Annotated[str, Text(max=40, multiline=False)]
"""An id at the source."""

Name = Annotated[str, Text(max=200, multiline=False)]
Title = Annotated[str, Text(max=300, min=0, multiline=False)]
Body = Annotated[str, Text(max=16 * 1024 * 1024)]
TagName = Annotated[str, Text(max=50, multiline=False)]
Licence = Annotated[str, Text(max=100, min=0, multiline=False)]
Markup = Literal["markdown", "html"]


@frozen(kw_only=True)
class ExternalMember:
    """A person to import as a member.

    Attributes:
        external_id: The id at the source.
        key: The host's key of the person.
        name: The name that others see.
        joined_at: When they joined at the source.
    """

    external_id: ExternalId
    key: Annotated[str, Text(max=255, multiline=False)]
    name: Name
    joined_at: datetime


@frozen(kw_only=True)
class ExternalTag:
    """A tag, with or without posts.

    Attributes:
        external_id: The id at the source.
        name: The tag.
        reserved: Whether only moderators may set it.
    """

    external_id: ExternalId
    name: TagName
    reserved: bool = False


@frozen(kw_only=True)
class ExternalPost:
    """A post of the other system.

    Attributes:
        external_id: The id at the source.
        author: The author's id at the source; None where the source has none.
        author_name: The author's name, for an author without a membership here; None where the source has none.
        body: The text.
        markup: The markup of the text.
        created_at: When it was written.
        edited_at: When it was last edited.
        parent: The id of the post it replies to; None where it opens a thread.
        title: The title of an opening post.
        tags: The tags of an opening post.
        active_at: When the thread that it opens was last active.
        closed_at: When it was closed without being solved.
        accepted: The id of the accepted reply, which may be imported later, or never.
        upvotes: How many liked it, where the source does not name them.
        wiki_since: Since when everybody may edit it; None where only its author does.
        licence: The SPDX identifier of the licence that it was published under; empty where the source gives none.
    """

    external_id: ExternalId
    author: ExternalId | None = None
    author_name: Name | None = None
    body: Body
    markup: Markup
    created_at: datetime
    edited_at: datetime | None = None
    parent: ExternalId | None = None
    title: Title = ""
    tags: tuple[TagName, ...] = ()
    active_at: datetime | None = None
    closed_at: datetime | None = None
    accepted: ExternalId | None = None
    upvotes: int = 0
    wiki_since: datetime | None = None
    licence: Licence = ""


@frozen(kw_only=True)
class ExternalVote:
    """A vote on a post.

    Attributes:
        external_id: The id at the source.
        post: The id of the post at the source.
        kind: In the plural: `up votes`, `down votes`, `acceptances` and `favourites` are supported by some types; any
            other kind is skipped as not supported.
        member: The external id of the voter; None where the source does not name them.
        at: When it was cast.
    """

    external_id: ExternalId
    post: ExternalId
    kind: Annotated[str, Text(max=40, multiline=False)]
    member: ExternalId | None = None
    at: datetime


@frozen(kw_only=True)
class ExternalFile:
    """A file of the other system, without its bytes.

    Attributes:
        external_id: The id at the source.
        size: The size in bytes.
        media_type: The media type that the source says, or that its name says; empty where neither does.
    """

    external_id: ExternalId
    size: int
    media_type: Annotated[str, Text(max=100, min=0, multiline=False)]


@frozen
class ImportResult:
    """The result of a batch: every row is counted once.

    Attributes:
        imported: Rows that this batch imported.
        skipped: Rows that it skipped, by reason.
        changes: What became of those it imported, in the importer's words: `created`, `updated`, `kept`, `taken by
            qa.duplicates`, `posts as their last revision`...
    """

    imported: int
    skipped: Mapping[str, int] = field(factory=dict)
    changes: Mapping[str, int] = field(factory=dict)

    def plus(self, other: "ImportResult") -> "ImportResult":
        """The result of both."""
        return ImportResult(
            self.imported + other.imported,
            dict(Counter(self.skipped) + Counter(other.skipped)),
            dict(Counter(self.changes) + Counter(other.changes)),
        )


@frozen
class TargetPost:
    """An imported post that rows refer to.

    Attributes:
        external_id: Its external id.
        id: The post's id.
        thread: Its thread.
        parent: The post it replies to; None for an opening post.
        path: Its path in the tree of replies.
        kind: Its kind.
        author: Its author; None where the author has no membership.
        answer: The accepted answer of its thread.
        removed: Whether it or its thread is removed.
    """

    external_id: str
    id: UUID
    thread: UUID
    parent: UUID | None
    path: bytes
    kind: str
    author: MemberId | None
    answer: UUID | None
    removed: bool


@frozen
class TargetThread:
    """An opening post to whose thread replies are added.

    Attributes:
        id: The post's id.
        last_number: The number of the last reply of the thread.
        kind: Its kind.
        author: Its author; None where the author has no membership.
        state: Its state.
        answer: The accepted answer; None without one.
        closed_at: When it was closed; None while it is open.
    """

    id: UUID
    last_number: int
    kind: str
    author: MemberId | None
    state: str
    answer: UUID | None
    closed_at: datetime | None
