"""The commands and queries of availability."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Query, Text
from commkit_gaming.looking_for_group.availability.records import Availability, PartyOverlap
from commkit_gaming.looking_for_group.records import PartyId

WindowText = Annotated[str, Text(max=40, multiline=False)]


@frozen
class SetMyAvailability(Command[Availability | None]):
    """Say when one can play, in a week of one's own zone. Nobody reads it; parties are told when their members can.

    Attributes:
        time_zone: The IANA name of the zone, such as `Pacific/Apia`.
        windows: Windows of the local week, such as `fri-20:00/sat-02:00`, at most 50; the days are `mon` to `sun`, and
            the end is not in it. Without any, nothing is kept.

    Returns:
        What is kept; None for nothing.

    Raises:
        Invalid: There is no such zone, or a window is malformed.
    """

    permission = "gaming.own_parties"
    personal = ("time_zone", "windows")

    time_zone: Annotated[str, Text(max=64, multiline=False)]
    windows: tuple[WindowText, ...]


@frozen
class ReadMyAvailability(Query[Availability | None]):
    """When one said that one can play; None for nothing."""

    permission = "gaming.own_parties"


@frozen
class ReadPartyOverlap(Query[PartyOverlap]):
    """When those in a party can play together, for who is in it.

    Members who said nothing do not count. A span is when two or more can: when one can is for themselves alone.

    Attributes:
        party: The party.
        days: Of how many days from now on, 1 to 60.
        minutes: How long a span is at least, 1 minute to a day.
        at_least: How many of them can, 2 where less is given; all who said something where it is left out.

    Raises:
        NotFound: There is no such party for the actor.
        Denied: The actor is not in it.
        Invalid: A number is out of its range.
    """

    permission = "gaming.own_parties"
    personal = ()

    party: PartyId
    days: int = field(default=14, kw_only=True)
    minutes: int = field(default=60, kw_only=True)
    at_least: int | None = field(default=None, kw_only=True)
