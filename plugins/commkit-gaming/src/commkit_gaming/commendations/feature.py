"""The feature of commendations, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_gaming.commendations.facts import SEE_COMMENDATIONS, CommendationWithdrawn, PlayerCommended
from commkit_gaming.commendations.records import (
    CommendationCount,
    CommendationKind,
    CommendationLoop,
    PlayedTogether,
)
from commkit_gaming.policy import MEMBER, MIGRATIONS, SILENCED, STEWARD, SUSPENDED, raise_if_invalid
from commkit_gaming.tables import COMMENDATIONS

COMMEND, WITHDRAW, READ_LOOPS = (
    "gaming.commend",
    "gaming.withdraw_commendation",
    "gaming.read_commendation_loops",
)
"""Permissions: to commend, to take back and decline and choose what is shown, and to read who commends each other."""


@frozen
class CommendationSettings:
    """How often members commend.

    Attributes:
        per_day: How often somebody commends within 24 hours, 1 to 100.
        per_pair: How often they commend one member within `pair_days`, 1 to 100.
        pair_days: Over how many days this is counted, and a commendation is one in return, 1 to 366.

    Raises:
        Invalid: A value is out of its range (`gaming.bad_settings`).
    """

    per_day: int = 5
    per_pair: int = 2
    pair_days: int = 30

    def __attrs_post_init__(self) -> None:
        faults = [
            (name, "out_of_range", f"give 1 to {most}")
            for name, most in (("per_day", 100), ("per_pair", 100), ("pair_days", 366))
            if not 1 <= getattr(self, name) <= most
        ]
        raise_if_invalid(faults)

    @property
    def pair_time(self) -> timedelta:
        """The time over which commendations between two are counted."""
        return timedelta(days=self.pair_days)


commendation_feature = Feature(
    "gaming.commendations",
    tables=COMMENDATIONS,
    migrations=MIGRATIONS,
    settings=CommendationSettings(),
    requires=("members",),
    collects=(CommendationKind, PlayedTogether),
    grants={
        "visitor": {"gaming.read_commendations"},
        MEMBER: {COMMEND, WITHDRAW},
        SILENCED: {WITHDRAW},
        SUSPENDED: {WITHDRAW},
        STEWARD: {READ_LOOPS},
        "system": {SEE_COMMENDATIONS},
    },
    persons_only=(COMMEND, WITHDRAW),
    explicit_permissions=(READ_LOOPS,),
    system_only=(SEE_COMMENDATIONS,),
    facts=(PlayerCommended, CommendationWithdrawn),
    records=(CommendationCount, CommendationLoop),
    notification_kinds=(
        NotificationKind(
            name="gaming.player_commended",
            summary="Somebody with whom you played commended you.",
            sentence="{by} commended you: {title}.",
        ),
    ),
)
"""Commendations with limits."""
