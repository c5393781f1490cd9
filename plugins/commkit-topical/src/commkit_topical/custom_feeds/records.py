"""A custom feed, and the spaces in it."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.spaces import SpaceId
from commkit.storage import Erasure, Person, Personal

CustomFeedId = NewType("CustomFeedId", UUID)
"""The id of a custom feed; its order is the order of time."""


@frozen
class CustomFeed:
    """Spaces that a member reads as one list. Nobody else learns of it.

    Attributes:
        id: Its id.
        owner: Whose it is.
        title: Its title; of each of the owner's another one.
        created_at: When it was made.
    """

    id: CustomFeedId
    owner: Annotated[MemberId, Person(erase=Erasure.ROW)]
    title: Annotated[str, Personal(of="owner", max=100, multiline=False)]
    created_at: datetime


@frozen
class CustomFeedSpace:
    """A space in a custom feed, as it is stored.

    Attributes:
        feed: The feed.
        space: The space.
        owner: Whose feed it is.
    """

    feed: CustomFeedId
    space: SpaceId
    owner: Annotated[MemberId, Person(erase=Erasure.ROW)]


@frozen
class CustomFeedContent:
    """A custom feed with its spaces, as its owner sees it.

    Attributes:
        feed: The feed.
        spaces: Its spaces that the owner sees now; others come back when the owner sees them again.
    """

    feed: CustomFeed
    spaces: tuple[SpaceId, ...]
