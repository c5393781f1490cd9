"""The commands and queries of minutes."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query, Text, TextCommand
from commkit.events import EventId, OccurrenceId
from commkit_internal.meetings.records import Minutes, MinutesId, MinutesWriter
from commkit_internal.meetings.views.records import MinutesView

_KEEP = "internal.keep_minutes"
_READ = "internal.read_minutes"
Body = Annotated[str, Text(max=40_000)]
OptionalBody = Annotated[str, Text(max=40_000, min=0)]
Reason = Annotated[str, Text(max=2_000, min=0)]


@frozen
class StartMinutes(TextCommand[Minutes]):
    """Start the minutes of an event, as a thread that those see who see the event; once for each occurrence.

    Attributes:
        event: The event.
        occurrence: Which occurrence; left out where the event does not recur.
        body: The text, such as the agenda; the event's description where it is left out.

    Raises:
        NotFound: There is no such event or occurrence for this actor.
        Denied: The actor neither hosts the event nor was named a writer of its minutes.
        Conflict: There are minutes of it, or it was cancelled.
        Invalid: The occurrence is of another event, or it is left out though the event recurs.
    """

    permission = _KEEP
    creates = True
    shown = ("body",)
    personal = ("body",)

    event: EventId
    occurrence: OccurrenceId | None = None
    body: OptionalBody = field(default="", kw_only=True)


@frozen
class EditMinutes(TextCommand[Minutes]):
    """Change the text of minutes; the text before stays as an earlier version of their post.

    Attributes:
        minutes: The minutes.
        version: The version of their post that the editor saw.
        body: The new text.
        reason: Why; minutes that were approved are not corrected without one.

    Raises:
        NotFound: There are no such minutes for this actor.
        Denied: The actor may not write them.
        Conflict: Somebody edited them since.
        Invalid: They were approved, and there is no reason.
    """

    permission = _KEEP
    shown = ("body", "reason")
    personal = ("body", "reason")

    minutes: MinutesId
    version: int
    body: Body
    reason: Reason = ""


@frozen
class ApproveMinutes(Command[Minutes]):
    """Approve minutes: from then on they get no more decisions and tasks, and their text is corrected with a reason.

    Attributes:
        minutes: The minutes.
        version: The version of their post that is approved.

    Raises:
        NotFound: There are no such minutes for this actor.
        Denied: The actor may not write them.
        Conflict: They were approved before, or edited since.
    """

    permission = _KEEP

    minutes: MinutesId
    version: int


@frozen
class NameMinutesWriter(Command[MinutesWriter]):
    """Let a member write the minutes of an event, beside its hosts. Again, it changes nothing.

    Raises:
        NotFound: There is no such event or member.
        Denied: The actor does not host it, or the member blocks them.
        Conflict: The member does not see the event, or leaves at the same time.
    """

    permission = _KEEP

    event: EventId
    member: MemberId


@frozen
class RemoveMinutesWriter(Command[None]):
    """Let a member write the minutes of an event no more. Again, it changes nothing.

    Raises:
        NotFound: There is no such event.
        Denied: The actor does not host it.
    """

    permission = _KEEP

    event: EventId
    member: MemberId


@frozen
class ListMinutesWriters(Query[tuple[MinutesWriter, ...]]):
    """Who may write the minutes of an event beside its hosts.

    Raises:
        NotFound: There is no such event.
    """

    permission = _READ

    event: EventId


@frozen
class ReadMinutes(Query[MinutesView]):
    """Read minutes with their text, decisions and tasks.

    Raises:
        NotFound: There are none for this actor.
    """

    permission = _READ

    minutes: MinutesId


@frozen(kw_only=True)
class ListMinutes(Query[Page[Minutes]]):
    """The minutes that the actor sees, the newest first.

    Attributes:
        event: Those of one event only.
        after: Where the last page ended.
        limit: How many, at most.
    """

    permission = _READ
    personal = ()

    event: EventId | None = None
    after: str | None = None
    limit: int = 20
