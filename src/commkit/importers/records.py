"""What an import brings, as records: things as another system knew them, under the ids they had there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from attrs import field, frozen

from commkit.runtime.values.validation import Text

Source = Annotated[str, Text(max=100, lines=False)]
"""Names the system that things come from; ids of one source are never mixed up with those of another."""

ExternalId = Annotated[str, Text(max=40, lines=False)]
"""An id that the source gave."""

Name = Annotated[str, Text(max=200, lines=False)]
Title = Annotated[str, Text(max=300, min=0, lines=False)]
Body = Annotated[str, Text(max=16 * 1024 * 1024)]
TagName = Annotated[str, Text(max=50, lines=False)]
Markup = Literal["markdown", "html"]


@frozen(kw_only=True)
class ExternalMember:
    """Somebody who is to become a member.

    Attributes:
        external_id: The id at the source.
        key: The key under which the host will know them.
        name: What others see.
        joined_at: When they joined at the source.
    """

    external_id: ExternalId
    key: Annotated[str, Text(max=255, lines=False)]
    name: Name
    joined_at: datetime


@frozen(kw_only=True)
class ExternalTag:
    """A tag, whether or not a post bears it.

    Attributes:
        external_id: The id at the source.
        name: The tag.
    """

    external_id: ExternalId
    name: TagName


@frozen(kw_only=True)
class ExternalPost:
    """Something that somebody wrote there.

    Attributes:
        external_id: The id at the source.
        author: The author's id at the source; None where the source tells none.
        author_name: The author's name, for an author who is no member here; None where the source tells none.
        body: The text.
        markup: What the text is written in.
        created_at: When it was written.
        edited_at: When it was last edited.
        parent: The id of the post it replies to; None where it opens a thread.
        title: Of an opening post.
        tags: Of an opening post.
        active_at: When something last happened in the thread it opens.
        closed_at: When it was closed without being solved.
        accepted: The id of the reply that was accepted; that reply may come later, or never.
        upvotes: How many liked it, where the source does not tell who.
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


@frozen(kw_only=True)
class ExternalVote:
    """A judgement on a post.

    Attributes:
        external_id: The id at the source.
        post: The id of the post at the source.
        kind: In the plural: `up votes`, `down votes`, `acceptances` and `favourites` have a place in some types; any
            other kind is counted as one that has none.
        member: Who gave it; None where the source does not tell.
        at: When it was given.
    """

    external_id: ExternalId
    post: ExternalId
    kind: Annotated[str, Text(max=40, lines=False)]
    member: ExternalId | None = None
    at: datetime


@frozen
class ImportResult:
    """What became of a batch: every row of it is counted once.

    Attributes:
        imported: How many rows are in the community now because of this batch.
        skipped: How many are not, or were before, by reason.
    """

    imported: int
    skipped: Mapping[str, int] = field(factory=dict)
