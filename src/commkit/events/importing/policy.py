"""Whether an external event can be imported."""

from datetime import tzinfo
from functools import partial

from attrs import evolve

from commkit.events.feature import EventSettings
from commkit.events.importing.records import ExternalEvent, ExternalOccurrence
from commkit.events.local_time.policy import convert_local, is_date, parse_local
from commkit.events.local_time.records import Span
from commkit.events.messages import CreateEvent
from commkit.events.policy import check_event
from commkit.events.recurrence.policy import MIXED_FORMS
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.types import CommunityType

MAX_EVENTS = 1_000
"""Events of one command, which is one transaction."""
_MAX_OVERRIDES = 2_000
ALREADY_IMPORTED = "already imported"
"""The reason for which an event is skipped that is here in the same version."""
OUTDATED = "outdated"
"""That of one that is here in a later version."""
ALREADY_CANCELLED = "already cancelled"
"""That of one that takes place by its calendar, and was cancelled here or by it: that is not taken back."""
ENDED = "already ended"
"""That of one that is over, and would have another time."""
NO_SUCH_EVENT = "no such event"
"""That of a cancellation of something that is not here."""
NO_SUCH_OCCURRENCE = "no such occurrence"
"""That of an occurrence that its event does not have."""


def skip_reason(invalid: Invalid) -> str:
    """What is wrong with an event, in a few words such as `local_end before start`."""
    fault = invalid.errors[0]
    field = fault.path.partition("[")[0]
    return f"{field} {fault.code.replace('_', ' ')}"


def override_in_zone(override: ExternalOccurrence, source: tzinfo, target: tzinfo) -> ExternalOccurrence:
    """An override with times, in the local time of another time zone.

    Args:
        override: The override, in the local time of `source`.
        source: The time zone that it comes in.
        target: The time zone of its event.

    Raises:
        Invalid: One of its times is outside of the years that are supported.
    """
    convert = partial(convert_local, source=source, target=target, field="overrides")
    return evolve(
        override,
        original_start=convert(override.original_start),
        local_start=convert(override.local_start) if override.local_start else None,
        local_end=convert(override.local_end) if override.local_end else None,
    )


def check_external(
    external: ExternalEvent, settings: EventSettings, type: CommunityType
) -> tuple[CreateEvent, RecurrenceSchedule]:
    """Check an external event, and give the command that would create it and when it takes place.

    Args:
        external: The event.
        settings: The community's settings of events.
        type: The community's type.

    Raises:
        Invalid: It does not fit, or it never takes place.
    """
    command = CreateEvent(
        title=external.title,
        body=external.body,
        location=external.location,
        url=external.url,
        local_start=external.local_start,
        local_end=external.local_end,
        time_zone=external.time_zone,
        rrule=external.rrule,
        rdates=external.rdates,
        exdates=external.exdates,
    )
    schedule = check_event(command, settings, type)
    if schedule.next_start(None) is None:
        raise Invalid.field("rrule", "never", "it never takes place")
    if len(external.overrides) > _MAX_OVERRIDES:
        raise Invalid.field("overrides", "too_many", f"give at most {_MAX_OVERRIDES} occurrences that differ")
    for override in external.overrides:
        times = (override.original_start, override.local_start, override.local_end)
        if any(text is not None and is_date(text) is not schedule.span.all_day for text in times):
            raise Invalid.field("overrides", "mixed_forms", MIXED_FORMS)
        parse_local(override.original_start, "overrides")
        if override.local_start is not None and override.local_end is not None:
            Span.parse(override.local_start, override.local_end)
    return command, schedule
