"""The command that imports events."""

from attrs import frozen

from commkit.events.importing.records import ExternalEvent, ImportedEvents
from commkit.runtime.model.messages import Command


@frozen
class ImportEvents(Command[ImportedEvents]):
    """Import events that another system had; nobody is notified.

    Attributes:
        events: The events. One that does not fit is skipped and counted by what is wrong with it.
    """

    permission = "events.import"
    personal = ("events",)

    events: tuple[ExternalEvent, ...]
