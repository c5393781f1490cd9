"""How an occurrence is rated."""

from commkit.events.attendance import statements as attendance
from commkit.events.attendance.records import RsvpStatus
from commkit.events.feature import events
from commkit.events.occurrences.policy import occurrence_closed
from commkit.events.occurrences.records import Occurrence
from commkit.events.ratings import statements as sql
from commkit.events.ratings.facts import EventRated
from commkit.events.ratings.messages import RateEvent
from commkit.runtime.model.errors import Conflict, Denied, Invalid
from commkit.runtime.sessions.context import Context


@events.handles(RateEvent)
def rate_event(context: Context, command: RateEvent) -> Occurrence:
    """Save one rating for each attendee, and keep the sums of the occurrence."""
    member = context.member
    occurrence = context.get(Occurrence, command.occurrence)
    if not 1 <= command.stars <= 5:
        raise Invalid.field("stars", "out_of_range", "give 1 to 5 stars")
    if occurrence.cancelled_at is not None:
        raise occurrence_closed(occurrence)
    if occurrence.ends_at > context.now:
        raise Conflict("events.not_ended", "rate it when it is over")
    mine = context.one(attendance.ATTENDEE, occurrence=occurrence.id, member=member)
    attended = mine is not None and (
        mine.checked_in_at is not None or (occurrence.checked_in == 0 and mine.status is RsvpStatus.GOING)
    )
    if not attended:
        raise Denied("events.did_not_attend", "only attendees can rate it")
    ((before,),) = context.rows(sql.STARS, occurrence=occurrence.id, member=member)
    more_stars = command.stars - (before or 0)
    context.run(sql.COUNT_RATING, id=occurrence.id, more=int(before is None), more_stars=more_stars)
    if not context.run(
        sql.RATE,
        occurrence=occurrence.id,
        member=member,
        new_stars=command.stars,
        new_comment=command.comment,
        expected=before,
        now=context.now,
    ):
        raise Conflict("events.rated", "your rating was changed in the meantime; read it again")
    context.emit(EventRated(occurrence=occurrence.id, stars=command.stars))
    return context.get(Occurrence, occurrence.id)
