"""Events of other systems, and what became of them."""

from collections.abc import Mapping
from datetime import datetime
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
        sequence: As for `ExternalEvent`.
        modified_at: As for `ExternalEvent`.
    """

    original_start: LocalTime
    local_start: LocalTime | None = None
    local_end: LocalTime | None = None
    sequence: int = 0
    modified_at: datetime | None = None


@frozen(kw_only=True)
class ExternalEvent:
    """An event that another system had; its fields are those of `CreateEvent`.

    Attributes:
        uid: Its UID in calendars, by which it is known when it comes again.
        title: As for `CreateEvent`, like the fields that are not named here.
        overrides: Occurrences that were rescheduled or cancelled one by one.
        cancelled: Whether the whole event was cancelled.
        sequence: The number of its version (the SEQUENCE of RFC 5545); a higher one is later.
        modified_at: When this version was made; of two with the same number the later one counts.
        partial: Whether only its overrides are known, or that it was cancelled; the rest was made up for them.
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
    sequence: int = 0
    modified_at: datetime | None = None
    partial: bool = False


@frozen
class ImportedEvents:
    """What became of a batch of external events.

    Attributes:
        imported: How many are new.
        skipped: How many changed nothing, by reason; and how many overrides were left out of those that did.
        updated: How many were here in an earlier version, and were changed.
        cancelled: How many were here, and were cancelled.
    """

    imported: int
    skipped: Mapping[str, int]
    updated: int = 0
    cancelled: int = 0
