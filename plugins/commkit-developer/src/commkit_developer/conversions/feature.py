"""The feature of conversions."""

from commkit import Feature, NotificationKind
from commkit_developer.conversions.facts import ConversionUndone, PostConverted
from commkit_developer.conversions.records import ConversionCount, ConversionNumbers
from commkit_developer.policy import MIGRATIONS, STEWARD
from commkit_developer.tables import CONVERSIONS

CONVERT_OTHERS = "developer.convert_others"
"""The permission to convert posts of others; a type grants it to further roles of staff, and gives it to members by a
`Privilege` that names it. Authors convert their own."""

conversion_feature = Feature(
    "developer.conversions",
    tables=CONVERSIONS,
    migrations=MIGRATIONS,
    requires=("qa.questions",),
    grants={STEWARD: {CONVERT_OTHERS, "developer.read_conversion_numbers"}},
    explicit_permissions=("developer.convert",),
    facts=(PostConverted, ConversionUndone),
    records=(ConversionCount, ConversionNumbers),
    notification_kinds=(
        NotificationKind(
            name="developer.post_converted",
            summary="A post of yours became an answer, or a comment.",
            sentence="A post of yours in “{title}” became another kind of post.",
        ),
        NotificationKind(
            name="developer.conversion_undone",
            summary="A post of yours is what it was before.",
            sentence="A post of yours in “{title}” is what it was before.",
        ),
    ),
)
"""Comments that become answers, and the other way round."""
