"""Computations about reviews."""

from collections.abc import Mapping, Sequence

from commkit import FieldError, Invalid
from commkit_media.reviews.records import CriterionNumbers, ReviewCriterion


def bayesian_mean(total: int, count: int, *, prior_mean: float, prior_weight: float) -> float:
    """The mean of stars, drawn towards what is assumed of things that nobody reviewed; few reviews move it little.

    It is the posterior mean of a normal mean with known variance under a conjugate prior that counts for `prior_weight`
    observations: `(weight * mean + total) / (weight + count)`. Source: Gelman et al., Bayesian Data Analysis, 3rd
    edition, 2013, section 2.5.

    Args:
        total: The sum of the stars.
        count: How many reviews gave them.
        prior_mean: The mean that is assumed, in stars.
        prior_weight: How many reviews that assumption counts for; above 0.
    """
    return (prior_weight * prior_mean + total) / (prior_weight + count)


def numbers_of(
    criterion: ReviewCriterion,
    stars: Mapping[int, int],
    *,
    most: int,
    prior_mean: float,
    prior_weight: float,
    minimum_sample: int,
) -> CriterionNumbers:
    """The numbers of a criterion.

    Args:
        criterion: The criterion.
        stars: How many reviews give how many stars.
        most: The most stars there are; what was given above it, under other settings, counts as that many.
        prior_mean: As for `bayesian_mean`.
        prior_weight: As for `bayesian_mean`.
        minimum_sample: Below so many reviews a sample is small.
    """
    distribution = [0] * most
    for given, count in stars.items():
        distribution[min(given, most) - 1] += count
    count = sum(distribution)
    total = sum(place * many for place, many in enumerate(distribution, start=1))
    return CriterionNumbers(
        criterion=criterion.name,
        title=criterion.title,
        count=count,
        mean=total / count if count else None,
        bayesian_mean=bayesian_mean(total, count, prior_mean=prior_mean, prior_weight=prior_weight),
        distribution=tuple(distribution),
        small_sample=count < minimum_sample,
    )


def check_stars(stars: Mapping[str, int], criteria: Sequence[ReviewCriterion], *, most: int) -> None:
    """Check that stars are given for criteria that there are, and as many as there are.

    Raises:
        Invalid: Some are not, or none are given at all.
    """
    known = [criterion.name for criterion in criteria]
    faults = [
        FieldError(f"stars.{name}", "unknown", f"choose from: {', '.join(known)}")
        for name in stars
        if name not in known
    ]
    faults += [
        FieldError(f"stars.{name}", "out_of_range", f"give 1 to {most}")
        for name, given in stars.items()
        if not 1 <= given <= most
    ]
    if not stars:
        faults.append(FieldError("stars", "required", f"give stars for one of: {', '.join(known)}"))
    if faults:
        raise Invalid(faults)
