"""The feature of routing to experts, with its settings."""

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_support.experts.facts import ExpertInvited
from commkit_support.experts.records import Expert, ExpertInvitation
from commkit_support.policy import AGENT, MIGRATIONS, STEWARD, raise_if_invalid


@frozen
class ExpertSettings:
    """How often members are invited.

    Attributes:
        invitations_a_week: How often one member is invited to answer questions within seven days, at most.

    Raises:
        Invalid: The number is not positive (`support.bad_settings`).
    """

    invitations_a_week: int = 3

    def __attrs_post_init__(self) -> None:
        if self.invitations_a_week < 1:
            raise_if_invalid([("invitations_a_week", "not_positive", "give 1 or more")])


_STAFF = {"support.read_experts", "support.invite_expert"}

expert_feature = Feature(
    "support.experts",
    migrations=MIGRATIONS,
    settings=ExpertSettings(),
    requires=("support.assignment", "support.endorsements"),
    grants={AGENT: _STAFF, STEWARD: _STAFF},
    facts=(ExpertInvited,),
    records=(Expert, ExpertInvitation),
    notification_kinds=(
        NotificationKind(
            name="support.expert_invited",
            summary="You were invited to answer a question, as somebody who answered such ones before.",
            sentence="You may know the answer to “{title}”.",
        ),
    ),
)
"""Who is likely to know."""
