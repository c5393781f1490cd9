"""A conversion: what a post was, and what it became."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Person, Personal, Plain

ConversionId = NewType("ConversionId", UUID)
"""The id of a conversion; its order is the order of time."""

KindName = Annotated[str, Plain(max=64, multiline=False)]
ConversionReason = Annotated[str, Personal(of="converted_by", max=2_000)]


@frozen
class Conversion:
    """A comment that became an answer, or the other way round.

    Attributes:
        id: Its id.
        post: The post.
        thread: The question below which it stands.
        before: Its kind before.
        parent: What it replied to before.
        after: Its kind since.
        converted_by: Who did it; None for the host.
        reason: Why, for its author.
        converted_at: When.
        ended_at: When it was undone, or the post converted again; None while it stands.
        undone: Whether it was undone.
    """

    id: ConversionId
    post: PostId
    thread: PostId
    before: KindName
    parent: PostId
    after: KindName
    converted_by: Annotated[MemberId | None, Person()]
    reason: ConversionReason
    converted_at: datetime
    ended_at: datetime | None
    undone: bool


@frozen
class ConversionCount:
    """How often posts of a kind became one of another kind.

    Attributes:
        before: The kind before.
        after: The kind since.
        count: How often.
        undone: How many of these were undone.
    """

    before: str
    after: str
    count: int
    undone: int


@frozen
class ConversionNumbers:
    """How often posts were converted in a time, of those that the reader may see.

    Attributes:
        converted: How often.
        undone: How many of these were undone.
        counts: By the kinds before and since.
    """

    converted: int
    undone: int
    counts: tuple[ConversionCount, ...]
