"""How reviews and their numbers are read."""

from collections import defaultdict

from commkit import Context
from commkit.posts import Post, PostId
from commkit_media.policy import REVIEW_PAGE, check_kind
from commkit_media.reviews import statements as sql
from commkit_media.reviews.feature import ReviewSettings, review_feature
from commkit_media.reviews.messages import ListStars, ReadMyReview, ReadStarNumbers
from commkit_media.reviews.policy import numbers_of
from commkit_media.reviews.records import ReviewCriterion, StarNumbers, StarsOfReview


@review_feature.handles(ReadStarNumbers)
def read_star_numbers(context: Context, query: ReadStarNumbers) -> StarNumbers:
    """Load the thread, then count reviews and stars; two statements."""
    thread = context.get(Post, query.thread)
    check_kind(thread, REVIEW_PAGE, field="thread")
    settings = context.settings(ReviewSettings)
    counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for criterion, stars, count in context.rows(sql.DISTRIBUTION, thread=thread.id):
        counts[criterion][stars] = count
    ((reviews,),) = context.rows(sql.COUNT, thread=thread.id)
    return StarNumbers(
        thread.id,
        reviews,
        tuple(
            numbers_of(
                each,
                counts[each.name],
                most=settings.stars,
                prior_mean=settings.assumed_mean,
                prior_weight=settings.prior_weight,
                minimum_sample=settings.minimum_sample,
            )
            for each in context.declared(ReviewCriterion)
        ),
        prior_mean=settings.assumed_mean,
        prior_weight=settings.prior_weight,
    )


@review_feature.handles(ReadMyReview)
def read_my_review(context: Context, query: ReadMyReview) -> StarsOfReview | None:
    """Load the thread, then the review and its stars."""
    thread = context.get(Post, query.thread)
    check_kind(thread, REVIEW_PAGE, field="thread")
    found = context.one(sql.MINE, thread=thread.id, member=context.member_or_none)
    if found is None:
        return None
    (given,) = _stars(context, [found[0]]) or (StarsOfReview(found[0], {}),)
    return given


@review_feature.handles(ListStars)
def list_stars(context: Context, query: ListStars) -> tuple[StarsOfReview, ...]:
    """One statement."""
    return _stars(context, list(query.reviews)) if query.reviews else ()


def _stars(context: Context, reviews: list[PostId]) -> tuple[StarsOfReview, ...]:
    found: defaultdict[PostId, dict[str, int]] = defaultdict(dict)
    for post, criterion, stars in context.rows(sql.STARS, posts=reviews):
        found[post][criterion] = stars
    return tuple(StarsOfReview(post, found[post]) for post in dict.fromkeys(reviews) if post in found)
