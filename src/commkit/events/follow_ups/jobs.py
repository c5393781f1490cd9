"""The command that opens the thread after an occurrence."""

from attrs import frozen

from commkit.events.feature import events
from commkit.events.follow_ups import statements as sql
from commkit.events.follow_ups.facts import FollowUpOpened
from commkit.events.occurrences.records import Occurrence
from commkit.events.records import Event, OccurrenceId
from commkit.posts import CreateThread
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.clusters import cut_to
from commkit.spaces import Space

_MAX_TITLE = 250


@frozen
class OpenFollowUp(Command[Occurrence]):
    """Open the thread that follows an occurrence, once, where its event has one.

    Raises:
        NotFound: There is no such occurrence.
        Conflict: Another worker opened it at the same time.
    """

    permission = "events.run_jobs"

    occurrence: OccurrenceId


@events.handles(OpenFollowUp)
def open_follow_up(context: Context, command: OpenFollowUp) -> Occurrence:
    """Open the thread without an author; the occurrence's row decides which of two workers does."""
    occurrence = context.get(Occurrence, command.occurrence)
    event = context.get(Event, occurrence.event)
    if not event.follow_up or occurrence.thread is not None:
        return occurrence
    space = context.get(Space, event.space) if event.space is not None else None
    if space is not None and (
        space.archived_at is not None or (space.kinds and event.follow_up not in space.kinds)
    ):
        return occurrence  # nothing of the kind is opened in it any more
    day = occurrence.local_start.partition("T")[0]
    opened = context.do(
        CreateThread(
            kind=event.follow_up,
            title=f"{cut_to(event.title, _MAX_TITLE)} ({day})",
            body=f"{event.title}, {day}.",
            space=event.space,
        )
    )
    if not context.run(sql.SET_THREAD, id=occurrence.id, new_thread=opened.id):
        raise Conflict("events.follow_up_exists", "its thread was opened by another worker")
    context.emit(FollowUpOpened(occurrence=occurrence.id, thread=opened.id))
    return context.get(Occurrence, occurrence.id)
