"""The commands and queries of event nights."""

from attrs import field, frozen

from commkit import Command, Page, Query
from commkit.events import EventId
from commkit_gaming.event_nights.records import EventNight, EventNightNumbers, MemberStreak, Streak


@frozen
class DeclareEventNight(Command[EventNight]):
    """Let a recurring event that one may edit count streaks of attendance. Again, it changes nothing.

    Raises:
        NotFound: There is no such event for the actor.
        Denied: The actor may not edit it.
        Conflict: It takes place once, or was cancelled.
    """

    permission = "gaming.declare_event_nights"

    event: EventId


@frozen
class EndEventNight(Command[bool]):
    """Let an event that one may edit count no streaks any more; who shows theirs shows nothing then.

    Returns:
        Whether it counted some.

    Raises:
        NotFound: There is no such event for the actor.
        Denied: The actor may not edit it.
    """

    permission = "gaming.declare_event_nights"

    event: EventId


@frozen
class ListEventNights(Query[Page[EventNight]]):
    """The event nights that the actor sees, by their events, the newest first.

    Attributes:
        after: The `next` of the page before.
        limit: Event nights on a page, 1 to 100.
    """

    permission = "gaming.read_event_nights"
    personal = ()

    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadMyStreak(Query[Streak]):
    """How steadily the actor attends an event night.

    Raises:
        NotFound: There is no such event night for the actor.
    """

    permission = "gaming.own_streaks"

    event: EventId


@frozen
class ShowMyStreak(Command[bool]):
    """Show one's streak at an event night to those who see it, or show it no more.

    Attributes:
        event: The event night.
        visible: Whether it is shown.

    Returns:
        Whether it is shown now.

    Raises:
        NotFound: There is no such event night for the actor.
    """

    permission = "gaming.own_streaks"

    event: EventId
    visible: bool


@frozen
class ListStreaks(Query[tuple[MemberStreak, ...]]):
    """The streaks of those who show them, the longest current one first; of the 100 who show theirs for the longest.

    Raises:
        NotFound: There is no such event night for the actor.
    """

    permission = "gaming.read_event_nights"

    event: EventId


@frozen
class ReadEventNightNumbers(Query[EventNightNumbers]):
    """How an event night is attended.

    Raises:
        NotFound: There is no such event night for the actor.
    """

    permission = "gaming.read_event_night_numbers"
    personal = ()

    event: EventId
