"""The feature of kudos, with its settings."""

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_internal.kudos.facts import KudosGiven, KudosWithdrawn
from commkit_internal.kudos.records import KudosCount
from commkit_internal.policy import MEMBER, MIGRATIONS, STEWARD, raise_if_invalid


@frozen
class KudosSettings:
    """What kudos are given for, and how many.

    Attributes:
        values: The values of the company, 1 to 20, of 1 to 64 characters each.
        per_day: How many a member may give within 24 hours, 1 to 100.

    Raises:
        Invalid: A value is out of its range (`internal.bad_settings`).
    """

    values: tuple[str, ...] = ("teamwork", "care", "courage")
    per_day: int = 10

    def __attrs_post_init__(self) -> None:
        faults = []
        if not 1 <= len(set(self.values)) == len(self.values) <= 20:
            faults.append(("values", "out_of_range", "give 1 to 20 values, each once"))
        if any(not 1 <= len(value.strip()) <= 64 or value != value.strip() for value in self.values):
            faults.append(
                ("values", "out_of_range", "give 1 to 64 characters for each value, without blanks around")
            )
        if not 1 <= self.per_day <= 100:
            faults.append(("per_day", "out_of_range", "give 1 to 100"))
        raise_if_invalid(faults)


kudos_feature = Feature(
    "internal.kudos",
    migrations=MIGRATIONS,
    requires=("internal.units",),
    settings=KudosSettings(),
    grants={MEMBER: {"internal.withdraw_kudos:own"}, STEWARD: {"internal.withdraw_kudos"}},
    facts=(KudosGiven, KudosWithdrawn),
    records=(KudosCount,),
    notification_kinds=(
        NotificationKind(
            name="internal.kudos_given",
            summary="A colleague thanked you.",
            sentence="{by} thanked you.",
        ),
    ),
)
"""Thanks to colleagues."""
