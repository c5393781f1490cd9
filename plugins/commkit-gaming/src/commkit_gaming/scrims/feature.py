"""The feature of scrims, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_gaming.policy import MEMBER, MIGRATIONS, SILENCED, SUSPENDED, raise_if_invalid
from commkit_gaming.scrims.facts import (
    SEE_SCRIMS,
    ScrimAccepted,
    ScrimAsked,
    ScrimEnded,
    ScrimNoShowDisputed,
    ScrimNoShowNoted,
    ScrimNoShowTakenBack,
    ScrimResultConfirmed,
    ScrimResultTold,
)
from commkit_gaming.tables import SCRIMS

ARRANGE, READ, RUN = "gaming.arrange_scrims", "gaming.read_scrims", "gaming.run_scrims"
"""Permissions: to take part in arranging scrims, to read them, and to carry out what was scheduled."""


@frozen
class ScrimSettings:
    """How guilds ask each other for scrims.

    Attributes:
        most_waiting: How many asks of one guild wait for an answer at once, 1 to 100.
        days_ahead: How many days ahead a scrim may lie, 1 to 366.

    Raises:
        Invalid: One of them is out of its range (`gaming.bad_settings`).
    """

    most_waiting: int = 10
    days_ahead: int = 60

    def __attrs_post_init__(self) -> None:
        raise_if_invalid(
            [
                (name, "out_of_range", f"give 1 to {most}")
                for name, most in (("most_waiting", 100), ("days_ahead", 366))
                if not 1 <= getattr(self, name) <= most
            ]
        )

    @property
    def ahead(self) -> timedelta:
        """How far ahead a scrim may lie."""
        return timedelta(days=self.days_ahead)


def _kind(name: str, summary: str, sentence: str) -> NotificationKind:
    return NotificationKind(name=f"gaming.{name}", summary=summary, sentence=sentence)


scrim_feature = Feature(
    "gaming.scrims",
    tables=SCRIMS,
    migrations=MIGRATIONS,
    settings=ScrimSettings(),
    requires=("gaming.games", "gaming.guilds"),
    grants={
        MEMBER: {ARRANGE, READ},
        SILENCED: {READ},
        SUSPENDED: {READ},
        "system": {SEE_SCRIMS, RUN},
    },
    persons_only=(ARRANGE,),
    system_only=(SEE_SCRIMS, RUN),
    facts=(
        ScrimAsked,
        ScrimAccepted,
        ScrimEnded,
        ScrimResultTold,
        ScrimResultConfirmed,
        ScrimNoShowNoted,
        ScrimNoShowDisputed,
        ScrimNoShowTakenBack,
    ),
    notification_kinds=(
        _kind("scrim_asked", "A guild asks yours for a scrim.", "A scrim is asked for: {title}."),
        _kind("scrim_accepted", "A scrim of your guild was accepted.", "A scrim was accepted: {title}."),
        _kind("scrim_ended", "A scrim of your guild does not take place.", "A scrim is off: {title}."),
        _kind(
            "scrim_result_told",
            "The result of a scrim of your guild was told.",
            "A result was told: {title}.",
        ),
        _kind(
            "scrim_result_confirmed",
            "The result of a scrim of your guild was confirmed.",
            "A result was confirmed: {title}.",
        ),
        _kind(
            "scrim_no_show_noted",
            "It was noted that a guild did not come to a scrim of yours.",
            "A no-show was noted: {title}.",
        ),
        _kind(
            "scrim_no_show_disputed",
            "It was disputed that a guild did not come to a scrim of yours.",
            "A no-show was disputed: {title}.",
        ),
    ),
)
"""Practice matches of two guilds."""
