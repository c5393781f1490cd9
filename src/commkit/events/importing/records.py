"""Events of other systems, and what became of them."""

from collections.abc import Mapping
from typing import Annotated

from attrs import frozen

from commkit.events.messages import Body, Line, LocalTime, RruleText, TimeZoneName, Title, Url
from commkit.runtime.values.texts import Text


@frozen(kw_only=True)
class ExternalOccurrence:
    """One occurrence of an external event that differs from its rule.

    Attributes:
        original_start: The local start that the rule gives it.
        local_start: Its start; None where it was cancelled.
        local_end: Its end; None where it was cancelled.
    """

    original_start: LocalTime
    local_start: LocalTime | None = None
    local_end: LocalTime | None = None


@frozen(kw_only=True)
class ExternalEvent:
    """An event that another system had; its fields are those of `CreateEvent`.

    Attributes:
        uid: Its UID in calendars; an event with a known UID is not imported again.
        title: As for `CreateEvent`, like the fields that are not named here.
        overrides: Occurrences that were rescheduled or cancelled one by one.
        cancelled: Whether the whole event was cancelled.
    """

    uid: Annotated[str, Text(max=255, multiline=False)]
    title: Title
    body: Body = ""
    location: Line = ""
    url: Url = ""
    local_start: LocalTime
    local_end: LocalTime
    time_zone: TimeZoneName
    rrule: RruleText = ""
    rdates: tuple[LocalTime, ...] = ()
    exdates: tuple[LocalTime, ...] = ()
    overrides: tuple[ExternalOccurrence, ...] = ()
    cancelled: bool = False


@frozen
class ImportedEvents:
    """What became of a batch of external events.

    Attributes:
        imported: How many were imported.
        skipped: How many were not, by reason.
    """

    imported: int
    skipped: Mapping[str, int]
