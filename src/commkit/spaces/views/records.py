"""Spaces as the pages of other nouns show them."""

from datetime import datetime

from attrs import frozen

from commkit.spaces.records import SpaceId


@frozen
class SpaceView:
    """Where something stands, as a page says it.

    Attributes:
        id: The space.
        slug: Its name in addresses.
        title: Its title.
        archived_at: When it was closed for writing; None while it is open.
    """

    id: SpaceId
    slug: str
    title: str
    archived_at: datetime | None
