"""The commands and queries of reviews."""

from collections.abc import Mapping
from typing import Annotated

from attrs import frozen

from commkit import Items, Query, Text, TextCommand
from commkit.posts import Post, PostId
from commkit_media.reviews.records import StarNumbers, StarsOfReview

Body = Annotated[str, Text(max=40_000)]


@frozen
class WriteReview(TextCommand[Post]):
    """Review something, or change one's review of it: each member gives one.

    Attributes:
        thread: The post that opened the thread of reviews.
        stars: By the name of a criterion; those that were given before and are not named are taken back.
        body: The text of the review, 1 to 40,000 characters, as Markdown.

    Raises:
        Invalid: It is no thread of reviews, or there is no such criterion, or not so many stars.
        Conflict: The thread is locked or removed, or the review was removed.
    """

    permission = "media.review"
    creates = True
    shown = ("body",)
    personal = ("body",)

    thread: PostId
    stars: Mapping[str, int]
    body: Body


@frozen
class ReadStarNumbers(Query[StarNumbers]):
    """Read what the reviews of a thread say: how many stars by criterion, with counts, distribution and means.

    Raises:
        Invalid: It is no thread of reviews.
    """

    permission = "media.read_reviews"

    thread: PostId


@frozen
class ReadMyReview(Query[StarsOfReview | None]):
    """Read which review the actor gave, with its stars; None where they gave none.

    Raises:
        Invalid: It is no thread of reviews.
    """

    permission = "media.review"

    thread: PostId


@frozen
class ListStars(Query[tuple[StarsOfReview, ...]]):
    """The stars of the reviews of a page.

    Attributes:
        reviews: At most 100; those that the reader may not see are left out.
    """

    permission = "media.read_reviews"

    reviews: Annotated[tuple[PostId, ...], Items(max=100)]
