"""How events become event nights, and streaks are shown."""

from commkit import Conflict, Context, NotFound
from commkit.events import Event, EventId
from commkit_gaming.event_nights import statements as sql
from commkit_gaming.event_nights.facts import EventNightDeclared, EventNightEnded
from commkit_gaming.event_nights.feature import event_night_feature
from commkit_gaming.event_nights.messages import DeclareEventNight, EndEventNight, ShowMyStreak
from commkit_gaming.event_nights.records import EventNight, ShownStreak


def loaded_night(context: Context, id: EventId) -> EventNight:
    """The event night of an event that the actor sees.

    Raises:
        NotFound: There is no such event for them, or it counts no streaks.
    """
    found: EventNight | None = context.one(sql.ONE, event=context.get(Event, id).id)
    if found is None:
        raise NotFound("gaming.no_event_night", "this event counts no streaks; list the event nights")
    return found


@event_night_feature.handles(DeclareEventNight)
def declare_event_night(context: Context, command: DeclareEventNight) -> EventNight:
    """Add the row, where there is none."""
    found = context.get(Event, command.event, need="events.edit")
    if not found.recurs or found.cancelled_at is not None:
        raise Conflict("gaming.no_recurring_event", "streaks are of events that recur; choose another one")
    made = EventNight(found.id, context.member_or_none, context.now)
    if not context.run(sql.ADD, made):
        return loaded_night(context, found.id)
    context.emit(EventNightDeclared(event=found.id))
    return made


@event_night_feature.handles(EndEventNight)
def end_event_night(context: Context, command: EndEventNight) -> bool:
    """Delete the choices, then the row."""
    found = context.get(Event, command.event, need="events.edit")
    context.run(sql.DELETE_SHOWN, event=found.id)
    if not context.run(sql.DELETE, event=found.id):
        return False
    context.emit(EventNightEnded(event=found.id))
    return True


@event_night_feature.handles(ShowMyStreak)
def show_my_streak(context: Context, command: ShowMyStreak) -> bool:
    """Add or delete the choice."""
    night = loaded_night(context, command.event)
    if command.visible:
        context.run(sql.SHOW, ShownStreak(night.event, context.member, context.now))
    else:
        context.run(sql.HIDE, event=night.event, member=context.member)
    return command.visible
