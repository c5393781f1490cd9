"""The feature of tags that others set."""

from commkit import Feature
from commkit_developer.policy import STEWARD

RETAG_OTHERS = "developer.retag_others"
"""The permission to change the tags of questions of others; a type grants it to further roles of staff, and gives it to
members by a `Privilege` that names it. Askers change those of their own."""

retag_feature = Feature(
    "developer.retagging",
    requires=("qa.questions",),
    grants={STEWARD: {RETAG_OTHERS}},
    explicit_permissions=("developer.retag",),
)
"""Tags of questions that members change who have earned it."""
