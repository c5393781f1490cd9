"""The feature of endorsements, with its settings."""

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_support.endorsements.facts import AnswerEndorsed, EndorsementWithdrawn
from commkit_support.endorsements.records import Endorsement
from commkit_support.policy import AGENT, MEMBER, MIGRATIONS, STEWARD, raise_if_invalid


@frozen
class EndorsementSettings:
    """Who is an expert.

    Attributes:
        accepted_answers: Accepted answers to questions of others with the same tag that make a member an expert of it.

    Raises:
        Invalid: The number is not positive (`support.bad_settings`).
    """

    accepted_answers: int = 3

    def __attrs_post_init__(self) -> None:
        if self.accepted_answers < 1:
            raise_if_invalid([("accepted_answers", "not_positive", "give 1 or more")])


endorsement_feature = Feature(
    "support.endorsements",
    migrations=MIGRATIONS,
    settings=EndorsementSettings(),
    requires=("qa.questions",),
    grants={
        MEMBER: {"support.endorse", "support.withdraw_endorsement"},
        AGENT: {"support.endorse"},
        STEWARD: {"support.endorse"},
    },
    explicit_permissions=("support.endorse",),
    facts=(AnswerEndorsed, EndorsementWithdrawn),
    records=(Endorsement,),
    notification_kinds=(
        NotificationKind(
            name="support.answer_endorsed",
            summary="Staff or an expert stands by an answer of yours.",
            sentence="Your answer to “{title}” was endorsed.",
        ),
    ),
)
"""Staff and experts stand by answers."""
