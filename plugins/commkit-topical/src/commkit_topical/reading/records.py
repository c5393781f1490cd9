"""A reading list, and what is in it."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import Post, PostId
from commkit.storage import Erasure, Person, Personal

ReadingListId = NewType("ReadingListId", UUID)
"""The id of a reading list; its order is the order of time."""


@frozen
class ReadingList:
    """A list of posts that a member keeps.

    Attributes:
        id: Its id.
        owner: Whose it is.
        title: Its title.
        for_members: Whether all members see it; otherwise its owner alone.
        created_at: When it was made.
    """

    id: ReadingListId
    owner: Annotated[MemberId, Person(erase=Erasure.ROW)]
    title: Annotated[str, Personal(of="owner", max=100, multiline=False)]
    for_members: bool
    created_at: datetime


@frozen
class ReadingItem:
    """A post in a reading list, as it is stored.

    Attributes:
        reading: The list.
        post: The post.
        owner: Whose list it is.
        position: Where it stands: the lower, the earlier. Of equal ones the earlier post stands first.
        note: What the owner says about it; empty for nothing.
        read_at: When the owner marked it as read; None where they did not.
        added_at: When it was added.
    """

    reading: ReadingListId
    post: PostId
    owner: Annotated[MemberId, Person(erase=Erasure.ROW)]
    position: int
    note: Annotated[str, Personal(of="owner", max=1_000)]
    read_at: datetime | None
    added_at: datetime


@frozen
class ReadingEntry:
    """A post in a reading list, as it is shown.

    Attributes:
        post: The post.
        note: What the owner of the list says about it; empty for nothing.
        read_at: When the owner marked it as read; None where they did not, and for everybody else.
        added_at: When it was added.
    """

    post: Post
    note: str
    read_at: datetime | None
    added_at: datetime
