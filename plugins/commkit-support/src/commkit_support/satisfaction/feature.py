"""The feature of satisfaction, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_support.policy import AGENT, MEMBER, MIGRATIONS, STEWARD, raise_if_invalid
from commkit_support.satisfaction.facts import RatingRequested, SolutionRated
from commkit_support.satisfaction.measures import SATISFACTION
from commkit_support.satisfaction.records import Rating, Satisfaction


@frozen
class SatisfactionSettings:
    """When askers are asked.

    Attributes:
        ask: Whether they are asked at all.
        rate_within: Elapsed time in which they can answer.

    Raises:
        Invalid: The time is not positive, or over 90 days (`support.bad_settings`).
    """

    ask: bool = True
    rate_within: timedelta = timedelta(days=14)

    def __attrs_post_init__(self) -> None:
        if not timedelta() < self.rate_within <= timedelta(days=90):
            raise_if_invalid([("rate_within", "out_of_range", "give a positive duration, up to 90 days")])


satisfaction_feature = Feature(
    "support.satisfaction",
    migrations=MIGRATIONS,
    settings=SatisfactionSettings(),
    declares=(SATISFACTION,),
    requires=("qa.questions",),
    grants={
        MEMBER: {"support.rate_solution:own"},
        AGENT: {"support.read_satisfaction"},
        STEWARD: {"support.read_satisfaction"},
    },
    explicit_permissions=("support.rate_solution",),
    facts=(RatingRequested, SolutionRated),
    records=(Rating, Satisfaction),
    notification_kinds=(
        NotificationKind(
            name="support.rating_requested",
            summary="Your question was solved: you are asked how content you are.",
            sentence="“{title}” was solved. How content are you?",
        ),
    ),
)
"""How content askers are with solutions."""
