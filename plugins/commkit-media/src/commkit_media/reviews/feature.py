"""The feature of reviews, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit_media.policy import MEMBER, MIGRATIONS, raise_if_invalid
from commkit_media.reviews.facts import ReviewGiven
from commkit_media.reviews.records import (
    CriterionNumbers,
    GivenReview,
    ReviewCriterion,
    ReviewStars,
    StarNumbers,
    StarsOfReview,
)
from commkit_media.tables import REVIEWS


@frozen
class ReviewSettings:
    """How stars are given and summed up.

    Attributes:
        stars: The most stars that a review gives, 2 to 10.
        prior_mean: What is assumed of things that nobody reviewed, in stars; the middle of them for 0.
        prior_weight: How many reviews that assumption counts for, 1 to 1,000.
        minimum_sample: Below so many reviews a sample is said to be small; 0 to 1,000.

    Raises:
        Invalid: A number is out of its range (`media.bad_settings`).
    """

    stars: int = 5
    prior_mean: float = 0.0
    prior_weight: int = 5
    minimum_sample: int = 10

    def __attrs_post_init__(self) -> None:
        ranges = {
            "stars": (2, 10),
            "prior_mean": (0, self.stars),
            "prior_weight": (1, 1_000),
            "minimum_sample": (0, 1_000),
        }
        raise_if_invalid(
            (name, "out_of_range", f"give {least} to {most}")
            for name, (least, most) in ranges.items()
            if not least <= getattr(self, name) <= most
        )

    @property
    def assumed_mean(self) -> float:
        """The mean that is assumed, in stars."""
        return self.prior_mean or (1 + self.stars) / 2


OVERALL = ReviewCriterion(name="media.overall", title="Overall")
"""What every review may give stars for."""

review_feature = Feature(
    "media.reviews",
    tables=REVIEWS,
    migrations=MIGRATIONS,
    settings=ReviewSettings(),
    requires=("posts",),
    collects=(ReviewCriterion,),
    declares=(OVERALL,),
    grants={"visitor": {"media.read_reviews"}, MEMBER: {"media.review"}},
    explicit_permissions=("media.review",),
    facts=(ReviewGiven,),
    records=(GivenReview, ReviewStars, StarsOfReview, CriterionNumbers, StarNumbers),
)
"""Reviews with stars. A type or a plugin declares further criteria: `declares=(ReviewCriterion(...),)`."""
