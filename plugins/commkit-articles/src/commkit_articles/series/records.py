"""Series as their readers see them."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.posts import PostId

SeriesId = NewType("SeriesId", UUID)
"""The id of a series."""


@frozen
class Series:
    """A series of articles. Readers see it once they see a published part of it.

    Attributes:
        id: Its id.
        title: Its title.
        summary: What it is about.
        created_at: When it was begun.
    """

    id: SeriesId
    title: str
    summary: str
    created_at: datetime


@frozen
class SeriesPart:
    """A published part of a series.

    Attributes:
        post: The post of the article.
        title: Its title.
        published_at: When it was published.
    """

    post: PostId
    title: str
    published_at: datetime


@frozen
class SeriesPlace:
    """Where an article stands in its series, among the parts that the reader may see.

    Attributes:
        series: The series.
        title: Its title.
        number: The place of the article, from 1.
        parts: How many parts there are.
        previous: The post of the part before; None for the first.
        next: The post of the part after; None for the last.
    """

    series: SeriesId
    title: str
    number: int
    parts: int
    previous: PostId | None
    next: PostId | None
