"""The feature of cooling, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_topical.apologies.facts import ApologyWritten
from commkit_topical.cooling.facts import CoolingEnded, CoolingStarted, PostRephrased
from commkit_topical.cooling.measures import HEATED_AGAIN
from commkit_topical.cooling.records import CoolingNotice, CoolingNumbers, PausePrompt
from commkit_topical.policy import MIGRATIONS, STEWARD, raise_if_invalid
from commkit_topical.tables import COOLING

_DAY = timedelta(days=1)


@frozen
class CoolingSettings:
    """When threads are slowed down, and how much. The setting `thread_slow_mode` of moderation switches it off.

    Attributes:
        hot: The heat from which on a thread is slowed down, above `cool`, up to 1; above 1 for never.
        cool: The heat below which it has cooled, 0 to 1.
        pause: The pause between two replies of one member, 10 seconds to a day.
        review: How long after its beginning, and then again and again, the heat is measured: a minute to a day.
        longest: How long a cooling takes at most, `review` to 7 days.
        usual_gap: The usual time between two replies where there are too few to tell, a second to 30 days.

    Raises:
        Invalid: A number is out of its range (`topical.bad_settings`).
    """

    hot: float = 0.6
    cool: float = 0.3
    pause: timedelta = timedelta(minutes=5)
    review: timedelta = timedelta(minutes=15)
    longest: timedelta = _DAY
    usual_gap: timedelta = timedelta(minutes=10)

    def __attrs_post_init__(self) -> None:
        ranges = (
            ("cool", 0 <= self.cool <= 1, "give 0 to 1"),
            ("hot", self.hot > self.cool, "give more than `cool`"),
            ("pause", timedelta(seconds=10) <= self.pause <= _DAY, "give 10 seconds to a day"),
            ("review", timedelta(minutes=1) <= self.review <= _DAY, "give a minute to a day"),
            ("longest", self.review <= self.longest <= 7 * _DAY, "give `review` to 7 days"),
            ("usual_gap", timedelta(seconds=1) <= self.usual_gap <= 30 * _DAY, "give a second to 30 days"),
        )
        raise_if_invalid((name, "out_of_range", text) for name, fits, text in ranges if not fits)


LIFT = "topical.lift_cooling"
"""The permission to end a cooling before the thread has cooled; a type grants it to its moderators."""

cooling_feature = Feature(
    "topical.cooling",
    tables=COOLING,
    migrations=MIGRATIONS,
    settings=CoolingSettings(),
    requires=("posts",),
    grants={
        "visitor": {"topical.read_cooling"},
        "member": {"topical.rephrase:own", f"{LIFT}:space"},
        STEWARD: {LIFT, "topical.read_cooling_numbers"},
        "system": {"topical.measure_heat", "topical.review_cooling"},
    },
    system_only=("topical.measure_heat", "topical.review_cooling"),
    facts=(CoolingStarted, CoolingEnded, PostRephrased, ApologyWritten),
    records=(CoolingNotice, CoolingNumbers, PausePrompt),
    declares=(HEATED_AGAIN,),
    notification_kinds=(
        NotificationKind(
            name="topical.cooling_started",
            summary="A thread in which you wrote is slowed down until it has cooled.",
            sentence="“{title}” is slowed down until it has cooled.",
        ),
        NotificationKind(
            name="topical.pause_prompt",
            summary="A thread heats up between you and another member: a pause is offered to you.",
            sentence="Take a pause in “{title}”: you may rephrase what you wrote there.",
        ),
    ),
)
"""Threads that heat up are slowed down for a time."""
