"""The feature of expertise, with its settings."""

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_internal.expertise.facts import (
    ExpertiseEndorsed,
    ExpertiseEndorsementWithdrawn,
    ExpertiseStated,
)
from commkit_internal.expertise.records import Evidence, EvidenceKind, TopicExpert, TopicExpertise
from commkit_internal.policy import MIGRATIONS, raise_if_invalid


@frozen
class ExpertiseSettings:
    """What each piece of evidence counts; 0 leaves that kind out.

    Attributes:
        accepted_answer: An accepted answer to a question of somebody else, 0 to 100.
        article: A published article, 0 to 100.
        appreciated_post: Another post that somebody reacted to, 0 to 100.
        endorsement: An endorsement of a colleague, 0 to 100.

    Raises:
        Invalid: A value is out of its range (`internal.bad_settings`).
    """

    accepted_answer: int = 5
    article: int = 4
    appreciated_post: int = 1
    endorsement: int = 3

    def __attrs_post_init__(self) -> None:
        raise_if_invalid(
            (name, "out_of_range", "give 0 to 100")
            for name in ("accepted_answer", "article", "appreciated_post", "endorsement")
            if not 0 <= getattr(self, name) <= 100
        )

    @property
    def points(self) -> dict[EvidenceKind, int]:
        """What each kind of evidence counts."""
        return {
            EvidenceKind.ACCEPTED_ANSWERS: self.accepted_answer,
            EvidenceKind.ARTICLES: self.article,
            EvidenceKind.APPRECIATED_POSTS: self.appreciated_post,
            EvidenceKind.ENDORSEMENTS: self.endorsement,
        }


expertise_feature = Feature(
    "internal.expertise",
    migrations=MIGRATIONS,
    requires=("internal.units", "posts", "absences.out_of_office"),
    settings=ExpertiseSettings(),
    facts=(ExpertiseStated, ExpertiseEndorsed, ExpertiseEndorsementWithdrawn),
    records=(Evidence, TopicExpert, TopicExpertise),
    notification_kinds=(
        NotificationKind(
            name="internal.expertise_endorsed",
            summary="A colleague endorsed your expertise in a topic.",
            sentence="{by} endorsed your expertise.",
        ),
    ),
)
"""Who knows what."""
