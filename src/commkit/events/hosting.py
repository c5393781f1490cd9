"""Who is invited to an event, and who helps to host it."""

from commkit.events import attendance_statements as sql
from commkit.events import statements
from commkit.events.facts import CohostAdded, CohostRemoved, MembersInvitedToEvent
from commkit.events.feature import EventSettings, events
from commkit.events.messages import AddCohost, InviteToEvent, RemoveCohost
from commkit.events.policy import is_cancelled
from commkit.events.records import Event
from commkit.members import Membership
from commkit.runtime.model.errors import Conflict, Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_MAX_AT_ONCE = 200


@events.handles(InviteToEvent)
def invite_to_event(context: Context, command: InviteToEvent) -> Event:
    """Those who were invited before are left as they are."""
    event = _open(context, context.get(Event, command.event, need="events.edit"))
    if len(command.members) > _MAX_AT_ONCE:
        raise Invalid.field("members", "too_many", f"invite at most {_MAX_AT_ONCE} at once")
    wanted = sorted(set(command.members))
    if not wanted:
        return event
    inside = {member for (member,) in context.rows(sql.INSIDE_AMONG, members=wanted)}
    for member in wanted:
        if member not in inside:
            _check_inside(context, member)
    added = context.rows(
        sql.INVITE, event=event.id, members=wanted, by=context.member_or_none, at=context.now
    )
    if added:
        fresh = sorted(MemberId(member) for (member,) in added)
        context.emit(MembersInvitedToEvent(event=event.id, members=tuple(fresh)))
    return event


@events.handles(AddCohost)
def add_cohost(context: Context, command: AddCohost) -> Event:
    """As many as the community allows; their number stands in the event's row, which decides."""
    event = _open(context, context.get(Event, command.event, need="events.edit"))
    _check_inside(context, command.member)
    most = context.settings(EventSettings).max_cohosts
    if not context.run(sql.COUNT_COHOSTS, event=event.id, change=1, most=most):
        raise Conflict("events.too_many_cohosts", f"an event has at most {most} co-hosts")
    if not context.run(
        sql.ADD_COHOST, event=event.id, member=command.member, by=context.member_or_none, at=context.now
    ):
        raise Conflict("events.already_cohost", "they host this event already")
    context.emit(CohostAdded(event=event.id, member=command.member))
    return context.get(Event, event.id)


@events.handles(RemoveCohost)
def remove_cohost(context: Context, command: RemoveCohost) -> Event:
    """They may do with it what everybody may."""
    event = context.get(Event, command.event, need="events.edit")
    context.run(statements.LOCK_EVENT, id=event.id)
    if not context.run(sql.DROP_COHOST, event=event.id, member=command.member):
        raise Conflict("events.not_a_cohost", "they do not help to host this event")
    context.run(sql.COUNT_COHOSTS, event=event.id, change=-1, most=1_000)
    context.emit(CohostRemoved(event=event.id, member=command.member))
    return event


def _open(context: Context, event: Event) -> Event:
    if event.cancelled_at is not None:
        raise is_cancelled(event)
    return event


def _check_inside(context: Context, member: MemberId) -> None:
    if not context.get(Membership, member).is_current:
        raise NotFound(
            "events.not_a_member", "there is no such member here; invite them to the community first"
        )
