"""Reviews: who gave one, its stars, and the numbers of all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Person, Plain

CriterionName = Annotated[str, Plain(max=64, multiline=False)]


@frozen(kw_only=True)
class ReviewCriterion:
    """What reviews give stars for; declared by features, types and hosts.

    Attributes:
        name: Its name, which begins with the plugin's, or is a type's own.
        title: What readers read.
    """

    name: str
    title: str


@frozen
class GivenReview:
    """That a member reviewed something.

    Attributes:
        thread: The thread.
        member: The member.
        post: Their review; None while it is being written.
        given_at: When it was first given.
    """

    thread: PostId
    member: Annotated[MemberId, Person()]
    post: PostId | None
    given_at: datetime


@frozen
class ReviewStars:
    """The stars of a review for a criterion.

    Attributes:
        post: The review.
        criterion: The name of the criterion.
        stars: How many.
    """

    post: PostId
    criterion: CriterionName
    stars: int


@frozen
class StarsOfReview:
    """The stars of a review.

    Attributes:
        post: The review.
        stars: By the name of the criterion.
    """

    post: PostId
    stars: Mapping[str, int]


@frozen
class CriterionNumbers:
    """What the reviews of a thread say of a criterion.

    Attributes:
        criterion: The name of the criterion.
        title: What readers read.
        count: How many reviews give stars for it; it belongs beside every mean.
        mean: The arithmetic mean; None without a review.
        bayesian_mean: The mean to compare things by: see `bayesian_mean`.
        distribution: How many reviews give 1 star, 2 stars, and so on.
        small_sample: Whether there are fewer reviews than the settings ask for.
    """

    criterion: str
    title: str
    count: int
    mean: float | None
    bayesian_mean: float
    distribution: tuple[int, ...]
    small_sample: bool


@frozen
class StarNumbers:
    """What the reviews of a thread say, of those that the reader may see.

    Attributes:
        thread: The thread.
        reviews: How many there are.
        criteria: By criterion, in the order of their declaration.
        prior_mean: The mean that is assumed where nobody reviewed it.
        prior_weight: How many reviews that assumption counts for.
    """

    thread: PostId
    reviews: int
    criteria: tuple[CriterionNumbers, ...]
    prior_mean: float
    prior_weight: float
