"""The feature of event nights, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit_gaming.event_nights.facts import EventNightDeclared, EventNightEnded
from commkit_gaming.event_nights.records import (
    EventNight,
    EventNightNumbers,
    MemberStreak,
    ShownStreak,
    Streak,
)
from commkit_gaming.policy import MEMBER, MIGRATIONS, SILENCED, STEWARD, SUSPENDED, raise_if_invalid
from commkit_gaming.tables import NIGHTS

READ, DECLARE, OWN = "gaming.read_event_nights", "gaming.declare_event_nights", "gaming.own_streaks"
"""Permissions: to read event nights, to declare one's own events to be some, and to see and show one's streaks."""
_MOST_EXCUSED = 10


@frozen
class EventNightSettings:
    """How streaks are counted.

    Attributes:
        most_excused: How many nights in a row one declines ahead without losing one's streak, 0 to 10.

    Raises:
        Invalid: It is out of its range (`gaming.bad_settings`).
    """

    most_excused: int = 1

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.most_excused <= _MOST_EXCUSED:
            raise_if_invalid([("most_excused", "out_of_range", f"give 0 to {_MOST_EXCUSED} nights")])


event_night_feature = Feature(
    "gaming.event_nights",
    tables=NIGHTS,
    migrations=MIGRATIONS,
    settings=EventNightSettings(),
    requires=("events",),
    grants={
        "visitor": {READ},
        MEMBER: {DECLARE, OWN},
        SILENCED: {OWN},
        SUSPENDED: {OWN},
        STEWARD: {"gaming.read_event_night_numbers"},
    },
    persons_only=(OWN,),
    facts=(EventNightDeclared, EventNightEnded),
    records=(EventNight, EventNightNumbers, MemberStreak, ShownStreak, Streak),
)
"""Recurring events with streaks of attendance."""
