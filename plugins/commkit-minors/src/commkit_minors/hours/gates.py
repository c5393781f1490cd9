"""Minors write nothing in quiet hours, where a community says so."""

from typing import Any

from commkit import Context, Deny, TextCommand
from commkit_minors.ages.queries import acting_person, acts_protected, own_age
from commkit_minors.feature import safety_feature
from commkit_minors.hours.queries import quiet_for
from commkit_minors.policy import zone_named
from commkit_minors.rules.records import MinorsSettings


@safety_feature.gates(TextCommand)
def refuse_in_quiet_hours(context: Context, command: TextCommand[Any]) -> Deny | None:
    """Say when they may write again. To report something, and to withdraw, is no text."""
    if command.lobby:
        return None
    if not context.settings(MinorsSettings).quiet_posting or not acts_protected(context):
        return None
    person = acting_person(context)
    end = quiet_for(context, person, context.now) if person is not None else None
    if end is None:
        return None
    known = context.once(own_age)
    local = end.astimezone(zone_named(known.time_zone if known is not None else "UTC"))
    return Deny("minors.quiet_hours", f"it is quiet here for you; write again from {local:%H:%M} on")
