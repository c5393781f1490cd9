"""The worker's command of anniversaries."""

from datetime import date

from attrs import evolve, frozen

from commkit import Command, Context
from commkit.storage import schedule_command
from commkit_internal.anniversaries import statements as sql
from commkit_internal.anniversaries.facts import AnniversaryReached
from commkit_internal.anniversaries.feature import AnniversarySettings, anniversary_feature
from commkit_internal.anniversaries.policy import IN_TIME, first_to_tell, told_at, years_at
from commkit_internal.anniversaries.records import Anniversary, AnniversaryId


@frozen
class TellAnniversary(Command[bool]):
    """Tell of an anniversary on its day, once, and come back a year later; sent as `SYSTEM`.

    Attributes:
        anniversary: What the member shares.
        day: The day that it is about.

    Returns:
        Whether it was told: not if it was before, is not shared any more, or if its day is over.
    """

    permission = "internal.tell_anniversary"

    anniversary: AnniversaryId
    day: date


@anniversary_feature.handles(TellAnniversary)
def tell_anniversary(context: Context, command: TellAnniversary) -> bool:
    """Of several workers the one that goes on to the next anniversary emits the fact."""
    shared = context.one(sql.ONE, id=command.anniversary)
    if shared is None or shared.next_on != command.day:
        return False
    settings = context.settings(AnniversarySettings)
    moment = told_at(command.day, settings.zone, settings.hour)
    if context.now < moment:  # the settings have changed since it was scheduled
        schedule_telling(context, shared)
        return False
    in_time = context.now < moment + IN_TIME
    following = first_to_tell(shared.joined_on, settings.zone, settings.hour, now=context.now)
    told = command.day if in_time else shared.told_on
    if not context.run(sql.TELL, id=shared.id, day=command.day, new_next=following, new_told=told):
        return False
    schedule_telling(context, evolve(shared, next_on=following))
    if in_time:
        context.emit(
            AnniversaryReached(
                anniversary=shared.id,
                member=shared.member,
                day=command.day,
                years=years_at(shared.joined_on, command.day, shown=shared.shows_years),
                audience=shared.audience,
            )
        )
    return in_time


def schedule_telling(context: Context, shared: Anniversary) -> None:
    """Let the worker tell of the next anniversary at its moment."""
    settings = context.settings(AnniversarySettings)
    schedule_command(
        context,
        TellAnniversary(shared.id, shared.next_on),
        at=told_at(shared.next_on, settings.zone, settings.hour),
        as_system=True,
    )
