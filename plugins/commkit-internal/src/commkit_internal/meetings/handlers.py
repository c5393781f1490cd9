"""How minutes are loaded, started, edited and approved, and who may write them."""

from uuid import UUID

from commkit import Conflict, Context, Invalid, MemberId
from commkit.events import Event, EventId, Occurrence
from commkit.members import Membership, check_not_blocked_by, is_own, lock_member
from commkit.posts import CreateThread, EditPost, Post, PostId, open_thread, perform_edit
from commkit_internal.meetings import statements as sql
from commkit_internal.meetings.facts import (
    MinutesApproved,
    MinutesCorrected,
    MinutesStarted,
    MinutesWriterNamed,
    MinutesWriterRemoved,
)
from commkit_internal.meetings.feature import meeting_feature
from commkit_internal.meetings.messages import (
    ApproveMinutes,
    EditMinutes,
    NameMinutesWriter,
    RemoveMinutesWriter,
    StartMinutes,
)
from commkit_internal.meetings.policy import KEEP, KIND, check_not_approved, not_a_writer, title_of
from commkit_internal.meetings.records import Minutes, MinutesId, MinutesWriter, StoredMinutes
from commkit_internal.tables import minutes


@meeting_feature.loads(Minutes, owner=lambda its: its.owner, table=minutes, part_of=(Post, "id"))
def fetch_minutes(context: Context, id: MinutesId) -> Minutes | None:
    """Minutes, for who sees their post and their event."""
    return context.one(sql.ONE, id=id) if context.can("internal.read_minutes") else None


@meeting_feature.handles(StartMinutes)
def start_minutes(context: Context, command: StartMinutes) -> Minutes:
    """Open their thread where the event stands; the unique occurrence decides which of two is kept."""
    event = context.get(Event, command.event)
    occurrence = _occurrence(context, event, command)
    if not (context.can(KEEP, event) or _is_writer(context, event.id)):
        raise not_a_writer()
    if occurrence.cancelled_at is not None:
        raise Conflict("internal.meeting_cancelled", "this meeting was cancelled; name another occurrence")
    opened = open_thread(
        context,
        CreateThread(
            kind=KIND,
            title=title_of(event.title, occurrence.local_start.partition("T")[0]),
            body=command.body.strip() or event.body.strip() or event.title,
            space=event.space,
        ),
        author=context.membership,
    )
    started = StoredMinutes(
        id=MinutesId(opened.id),
        event=event.id,
        occurrence=occurrence.id,
        keeper=context.member_or_none,
        started_at=context.now,
        approved_at=None,
        approved_by=None,
        approved_version=None,
    )
    if not context.run(sql.ADD, started):
        raise Conflict("internal.minutes_exist", "this meeting has minutes already; edit those")
    context.emit(MinutesStarted(minutes=started.id, event=event.id))
    return context.get(Minutes, started.id)


@meeting_feature.handles(EditMinutes)
def edit_minutes(context: Context, command: EditMinutes) -> Minutes:
    """Edit their post; the lock lets nobody approve them meanwhile."""
    found = locked_minutes(context, command.minutes)
    if found.approved_at is not None and not command.reason.strip():
        raise Invalid.field("reason", "blank", "these minutes were approved; say why they are corrected")
    edited = perform_edit(
        context,
        context.get(Post, PostId(found.id)),
        EditPost(post=PostId(found.id), version=command.version, body=command.body, reason=command.reason),
    )
    if found.approved_at is not None:
        context.emit(MinutesCorrected(minutes=found.id, version=edited.version))
    return found


@meeting_feature.handles(ApproveMinutes)
def approve_minutes(context: Context, command: ApproveMinutes) -> Minutes:
    """Check that nobody edited them since they were read."""
    found = locked_minutes(context, command.minutes)
    if found.approved_at is not None:
        raise Conflict("internal.minutes_approved", "these minutes were approved already")
    version = context.get(Post, PostId(found.id)).version
    if version != command.version:
        raise Conflict(
            "internal.minutes_stale", "these minutes were edited since; read them again", current=version
        )
    context.run(sql.APPROVE, id=found.id, now=context.now, by=context.member_or_none, version=version)
    context.emit(MinutesApproved(minutes=found.id, version=version))
    return context.get(Minutes, found.id)


@meeting_feature.handles(NameMinutesWriter)
def name_minutes_writer(context: Context, command: NameMinutesWriter) -> MinutesWriter:
    """Lock the member, so that they are not inside any more or keep it until they leave."""
    event = context.get(Event, command.event, need=KEEP)
    named = MinutesWriter(
        event.id, checked_person(context, command.member, event.id), context.member_or_none, context.now
    )
    if context.run(sql.ADD_WRITER, named):
        context.emit(MinutesWriterNamed(event=event.id, member=named.member))
        return named
    return context.one(sql.WRITER, event=event.id, member=named.member) or named


@meeting_feature.handles(RemoveMinutesWriter)
def remove_minutes_writer(context: Context, command: RemoveMinutesWriter) -> None:
    """Delete the row."""
    event = context.get(Event, command.event, need=KEEP)
    if context.run(sql.REMOVE_WRITER, event=event.id, member=command.member):
        context.emit(MinutesWriterRemoved(event=event.id, member=command.member))


def locked_minutes(context: Context, id: MinutesId, *, unapproved: bool = False) -> Minutes:
    """Minutes that the actor may write, as they stay until the commit.

    Args:
        context: The context.
        id: Their id.
        unapproved: Whether those that were approved are refused.

    Raises:
        NotFound: There are none for this actor.
        Denied: They may not write them.
        Conflict: They were approved.
    """
    context.get(Minutes, id, need=KEEP)
    context.rows(sql.LOCK, id=id)
    found = context.get(Minutes, id)
    if unapproved:
        check_not_approved(found)
    return found


def checked_person(context: Context, id: MemberId, object: UUID, *, of_minutes: bool = False) -> MemberId:
    """A person who is drawn into a meeting, inside until the commit.

    Args:
        context: The context.
        id: Who.
        object: The id of what they must see: the event, or its minutes.
        of_minutes: Whether that is the minutes.

    Raises:
        NotFound: There is no such member for the actor.
        Denied: They block the actor.
        Conflict: They leave at the same time, or do not see it.
    """
    member = context.get(Membership, id).id
    if not is_own(context, member):
        check_not_blocked_by(context, member)
    if not lock_member(context, member):
        raise Conflict("internal.member_left", "this member has left the community; name somebody else")
    sees = sql.SEES_MINUTES if of_minutes else sql.SEES_EVENT
    if not context.rows(sees, member=member, object=object):
        raise Conflict(
            "internal.cannot_see_meeting",
            "this member is no active person who sees the meeting; invite them to it first, or name somebody else",
        )
    return member


def _is_writer(context: Context, event: EventId) -> bool:
    me = context.member_or_none
    return me is not None and context.one(sql.WRITER, event=event, member=me) is not None


def _occurrence(context: Context, event: Event, command: StartMinutes) -> Occurrence:
    if command.occurrence is None and event.recurs:
        raise Invalid.field("occurrence", "required", "this event recurs; say which occurrence")
    found = context.get(Occurrence, command.occurrence or event.first)
    if found.event != event.id:
        raise Invalid.field("occurrence", "other_event", "name an occurrence of this event")
    return found
