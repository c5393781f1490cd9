"""An event night, and the streaks of those who attend it."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.events import EventId
from commkit.statistics import Share
from commkit.storage import Erasure, Person


@frozen
class EventNight:
    """That a recurring event counts streaks of attendance.

    Attributes:
        event: The event.
        declared_by: Who said so; None for the host.
        declared_at: When.
    """

    event: EventId
    declared_by: Annotated[MemberId | None, Person(owns=False)]
    declared_at: datetime


@frozen
class ShownStreak:
    """That a member shows their streak at an event night to those who see it.

    Attributes:
        event: The event night.
        member: Who.
        shown_since: Since when.
    """

    event: EventId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    shown_since: datetime


@frozen
class Streak:
    """How steadily a member attends an event night; derived from its RSVPs and check-ins.

    Attributes:
        current: How many nights in a row they attended until now.
        longest: The most that they ever attended in a row.
        attended: How many they attended.
        excused: How many they declined before they began.
        nights: How many took place, of the latest 400.
        shown: Whether they show it.
    """

    current: int
    longest: int
    attended: int
    excused: int
    nights: int
    shown: bool


@frozen
class MemberStreak:
    """The streak of a member who shows it.

    Attributes:
        member: Who.
        current: How many nights in a row they attended until now.
        longest: The most that they ever attended in a row.
    """

    member: MemberId
    current: int
    longest: int


@frozen
class EventNightNumbers:
    """How an event night is attended.

    Attributes:
        nights: How many took place.
        came: The share of those who came of all who said that they come, over the nights at which somebody was
            checked in, with its Wilson score interval; None where fewer than five said so in all.
    """

    nights: int
    came: Share | None
