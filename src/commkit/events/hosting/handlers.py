"""How members are invited, and how co-hosts are added and removed."""

from commkit.events import statements as event_statements
from commkit.events.feature import EventSettings, events
from commkit.events.hosting import statements as sql
from commkit.events.hosting.facts import CohostAdded, CohostRemoved, MembersInvitedToEvent
from commkit.events.hosting.messages import AddCohost, InviteToEvent, RemoveCohost
from commkit.events.policy import event_cancelled
from commkit.events.records import Event
from commkit.members import Membership, blockers_among, check_not_blocked_by
from commkit.runtime.model.errors import Conflict, Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_MAX_INVITED = 200
"""Members that one command invites."""
_ANY_NUMBER = 1_000
"""More co-hosts than any event has."""


@events.handles(InviteToEvent)
def invite_to_event(context: Context, command: InviteToEvent) -> Event:
    """Invite those who were not invited before and do not block the actor; the fact names them only."""
    event = context.get(Event, command.event, need="events.edit")
    _check_not_cancelled(event)
    if len(command.members) > _MAX_INVITED:
        raise Invalid.field("members", "too_many", f"invite at most {_MAX_INVITED} at once")
    members = sorted(set(command.members))
    current = {member for (member,) in context.rows(sql.CURRENT_AMONG, members=members)}
    for member in members:
        if member not in current:
            _check_current(context, member)
    blockers = blockers_among(context, members)
    members = [member for member in members if member not in blockers]
    if not members:
        return event
    added = context.rows(
        sql.INVITE, event=event.id, members=members, by=context.member_or_none, at=context.now
    )
    if added:
        invited = tuple(sorted(MemberId(member) for (member,) in added))
        context.emit(MembersInvitedToEvent(event=event.id, members=invited))
    return event


@events.handles(AddCohost)
def add_cohost(context: Context, command: AddCohost) -> Event:
    """Count the co-host in the event's row, which decides whether there may be one more."""
    event = context.get(Event, command.event, need="events.edit")
    _check_not_cancelled(event)
    _check_current(context, command.member)
    most = context.settings(EventSettings).max_cohosts
    if not context.run(sql.COUNT_COHOSTS, event=event.id, change=1, most=most):
        raise Conflict("events.too_many_cohosts", f"an event has at most {most} co-hosts")
    if not context.run(
        sql.ADD_COHOST, event=event.id, member=command.member, by=context.member_or_none, at=context.now
    ):
        raise Conflict("events.already_cohost", "this member is a co-host already")
    check_not_blocked_by(context, command.member)
    context.emit(CohostAdded(event=event.id, member=command.member))
    return context.get(Event, event.id)


@events.handles(RemoveCohost)
def remove_cohost(context: Context, command: RemoveCohost) -> Event:
    """Lock the event's row first, as adding a co-host does."""
    event = context.get(Event, command.event, need="events.edit")
    context.run(event_statements.LOCK, id=event.id)
    if not context.run(sql.REMOVE_COHOST, event=event.id, member=command.member):
        raise Conflict("events.not_a_cohost", "this member is not a co-host")
    context.run(sql.COUNT_COHOSTS, event=event.id, change=-1, most=_ANY_NUMBER)
    context.emit(CohostRemoved(event=event.id, member=command.member))
    return event


def _check_not_cancelled(event: Event) -> None:
    if event.cancelled_at is not None:
        raise event_cancelled(event)


def _check_current(context: Context, member: MemberId) -> None:
    if not context.get(Membership, member).is_current:
        raise NotFound(
            "events.not_a_member", "there is no such member here; invite them to the community first"
        )
