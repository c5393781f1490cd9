"""When members can play."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person, Personal


@frozen
class Availability:
    """When a member can play, in a week of their own zone; only its owner reads it.

    Attributes:
        member: Who.
        time_zone: The IANA name of their zone, such as `Pacific/Apia`.
        windows: Windows of the local week, such as `fri-20:00/sat-02:00`; the end is not in it.
        changed_at: When it was changed last.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    time_zone: Annotated[str, Personal(of="member", erase=Erasure.ROW, max=64, multiline=False)]
    windows: tuple[str, ...]
    changed_at: datetime


@frozen
class OverlapSpan:
    """A time at which members of a party can play.

    Attributes:
        starts_at: From when on, UTC.
        ends_at: Until when, UTC.
    """

    starts_at: datetime
    ends_at: datetime


@frozen
class PartyOverlap:
    """When the members of a party can play together.

    Attributes:
        members: How many are in the party.
        known: How many of them said when they can.
        at_least: How many of those can at each of the spans.
        spans: The spans, in the order of time; at most 500.
    """

    members: int
    known: int
    at_least: int
    spans: tuple[OverlapSpan, ...]
