"""A scrim of two guilds, and that one of them did not come."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Person, Personal, Plain
from commkit_gaming.guilds.records import GuildId

ScrimId = NewType("ScrimId", UUID)
"""The id of a scrim; its order is the order of time."""
ScrimNoShowId = NewType("ScrimNoShowId", UUID)
"""The id of the no-show of a guild; its order is the order of time."""


class ScrimState(StrEnum):
    """What a scrim is at."""

    ASKED = "asked"
    """It waits for the answer of the other guild."""
    ACCEPTED = "accepted"
    """Both guilds want to play."""
    DECLINED = "declined"
    """The other guild does not want to play."""
    WITHDRAWN = "withdrawn"
    """The guild that asked took it back before it was answered."""
    CANCELLED = "cancelled"
    """One of the two took an accepted one back, or was disbanded."""
    EXPIRED = "expired"
    """It was to begin, and was not answered."""


@frozen
class Scrim:
    """A practice match of two guilds. It counts in no ladder, and is worth no points.

    It has a time of its own, and is no event: an event has one audience, and two guilds have two halls.

    Attributes:
        id: Its id.
        guild: The guild that asked for it.
        other: The guild that was asked.
        asked_by: Who asked in the name of the first guild.
        game: One of the games of the community.
        note: What they said to the other guild.
        starts_at: When they play.
        ends_at: Until when.
        state: What it is at.
        asked_at: When it was asked for.
        accepted_at: When it was accepted; None before. Members of both guilds see it from then on.
        score: How much the guild that asked scored; None until a result is told.
        other_score: How much the guild that was asked scored.
        result_by: The guild that told the result.
        confirmed_at: When the other one of the two confirmed it; None before.
    """

    id: ScrimId
    guild: GuildId
    other: GuildId
    asked_by: Annotated[MemberId, Person()]
    game: Annotated[str, Plain(max=200, multiline=False)]
    note: Annotated[str, Personal(of="asked_by", max=1_000)]
    starts_at: datetime
    ends_at: datetime
    state: ScrimState
    asked_at: datetime
    accepted_at: datetime | None
    score: int | None
    other_score: int | None
    result_by: GuildId | None
    confirmed_at: datetime | None


@frozen
class ScrimNoShow:
    """That a guild did not come to a scrim, as the other guild says. Those who arrange scrims in the two read of it.

    Attributes:
        id: Its id.
        scrim: The scrim.
        guild: The guild that did not come.
        noted_at: When the other one noted it.
        disputed_at: When the guild said that this is wrong; None where it says nothing.
    """

    id: ScrimNoShowId
    scrim: ScrimId
    guild: GuildId
    noted_at: datetime
    disputed_at: datetime | None
