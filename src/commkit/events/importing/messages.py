"""The command that imports events."""

from attrs import frozen

from commkit.events.importing.records import ExternalEvent, ImportedEvents
from commkit.runtime.model.messages import Command


@frozen
class ImportEvents(Command[ImportedEvents]):
    """Import events that another system has; of new ones nobody is notified.

    An event with a UID that is known in this community is brought to the version that comes, if that is a later one
    (by `sequence`, then by `modified_at`). Its attendees are notified as if it had been edited here.

    Attributes:
        events: The events, at most 1,000. One that does not fit is skipped and counted by what is wrong with it.

    Raises:
        Invalid: There are too many.
    """

    permission = "events.import"
    personal = ("events",)
    max_text = None
    host_only = True

    events: tuple[ExternalEvent, ...]
