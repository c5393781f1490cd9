"""The commands and queries of anniversaries."""

from datetime import date

from attrs import field, frozen

from commkit import Command, Query
from commkit_internal.anniversaries.records import Anniversary, AnniversaryAudience, AnniversaryView


@frozen
class ShareAnniversary(Command[Anniversary]):
    """Let colleagues be told of the anniversary of one's joining the company; it replaces what was shared before.

    Attributes:
        joined_on: The day on which one joined the company.
        audience: Who is told.
        shows_years: Whether they are told how many years it is.

    Raises:
        Invalid: The day is in the future, or before 1900.
    """

    permission = "internal.share_anniversary"
    granted_to = "member"

    joined_on: date
    audience: AnniversaryAudience = field(default=AnniversaryAudience.UNIT, kw_only=True)
    shows_years: bool = field(default=True, kw_only=True)


@frozen
class StopSharingAnniversary(Command[None]):
    """Let nobody be told of one's anniversary any more, and forget the day; nothing changes where nothing is shared."""

    permission = "internal.share_anniversary"
    granted_to = "member"
    withdraws = True


@frozen
class ReadMyAnniversary(Query[Anniversary | None]):
    """What one shares; None for nothing, as it is at first."""

    permission = "internal.share_anniversary"
    granted_to = "member"


@frozen
class ListAnniversaries(Query[tuple[AnniversaryView, ...]]):
    """The anniversaries of today and of the next days that are shared with the actor, by day, at most 200.

    Attributes:
        days: How many days ahead, 0 to 31.
    """

    permission = "internal.read_anniversaries"
    granted_to = "member"

    days: int = field(default=7, kw_only=True)
