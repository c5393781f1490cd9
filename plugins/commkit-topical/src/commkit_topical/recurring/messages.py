"""The commands and the query of recurring threads."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Query, Text, TextCommand
from commkit.spaces import SpaceId
from commkit_topical.recurring.records import Recurrence, RecurringThread, RecurringThreadId

Name = Annotated[str, Text(max=64, multiline=False)]


@frozen(kw_only=True)
class CreateRecurringThread(TextCommand[RecurringThread]):
    """Let a thread open by itself again and again, as the community's own, from its next time on.

    A local time that clocks skip counts on from before the change; of one that they show twice the first is meant.

    Attributes:
        kind: A kind of thread of the community's type.
        title: Its title, of which `{date}` becomes the local day.
        body: Its text.
        tags: Its tags.
        space: The space that it stands in.
        recurrence: How often it opens.
        at: The local time, such as `09:00`.
        day: Of the week, 0 for Monday to 6 for Sunday, or of the month, 1 to 31; 0 for daily ones.
        time_zone: The IANA name of the time zone.
        locks_previous: Whether the thread before is locked then.

    Raises:
        NotFound: There is no such space for this actor.
        Invalid: There is no such kind of thread here, or a time, a day or a zone does not fit.
        Conflict: 100 recurring threads go on already.
    """

    permission = "topical.manage_recurring_threads"
    creates = True
    shown = ("title", "body", "tags")
    personal = ("title", "body")

    kind: Name
    title: Annotated[str, Text(max=300, multiline=False)]
    body: Annotated[str, Text(max=40_000)]
    recurrence: Recurrence
    at: Annotated[str, Text(max=5, multiline=False)]
    time_zone: Name
    day: int = 0
    tags: tuple[Name, ...] = ()
    space: SpaceId | None = None
    locks_previous: bool = field(default=False)


@frozen
class EndRecurringThread(Command[bool]):
    """Let a recurring thread open no more; the threads that it opened stay.

    Returns:
        Whether it went on until then.

    Raises:
        NotFound: There is none for this actor.
    """

    permission = "topical.manage_recurring_threads"

    recurring: RecurringThreadId


@frozen
class ListRecurringThreads(Query[tuple[RecurringThread, ...]]):
    """List the recurring threads that go on, in spaces that the actor sees; the one that opens next comes first."""

    permission = "topical.manage_recurring_threads"
