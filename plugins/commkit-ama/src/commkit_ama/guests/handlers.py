"""How guests are named."""

from commkit import Conflict, Context, Invalid, MemberId
from commkit.members import Membership, check_not_blocked_by, end_rights, lock_member
from commkit.posts import Post
from commkit.spaces import is_inside
from commkit_ama.feature import MANAGE, hour_feature
from commkit_ama.guests import statements as sql
from commkit_ama.guests.facts import GuestsSet
from commkit_ama.guests.messages import SetGuests
from commkit_ama.guests.records import HourGuest
from commkit_ama.hours.handlers import check_not_ended, locked_times
from commkit_ama.hours.queries import hour_of
from commkit_ama.hours.records import QuestionHour
from commkit_ama.policy import check_hour

_MOST = 20


@hour_feature.handles(SetGuests)
def set_guests(context: Context, command: SetGuests) -> QuestionHour:
    """Lock the hour, then the members who are new, and refuse what those who are named no more still do."""
    thread = context.get(Post, command.thread, need=MANAGE)
    check_hour(thread)
    guests = tuple(dict.fromkeys(command.guests))
    if len(guests) > _MOST:
        raise Invalid.field("guests", "too_many", f"name at most {_MOST}")
    check_not_ended(context, locked_times(context, thread.id))
    before = [member for (member,) in context.rows(sql.GUESTS, thread=thread.id)]
    added = tuple(sorted(set(guests) - set(before)))
    removed = tuple(sorted(set(before) - set(guests)))
    for member in added:
        _check_guest(context, thread, member)
    for member in removed:
        context.run(sql.DELETE, thread=thread.id, member=member)
        end_rights(context, member)
    for position, member in enumerate(guests):
        context.run(sql.SAVE, HourGuest(thread.id, member, position, context.now))
    if added or removed:
        context.emit(GuestsSet(thread=thread.id, added=added, removed=removed))
    return hour_of(context, thread.id)


def is_guest(context: Context, thread: Post) -> bool:
    """Whether the actor is a guest of the hour that a post stands in."""
    me = context.member_or_none
    return me is not None and context.one(sql.IS_GUEST, thread=thread.thread, member=me) is not None


def _check_guest(context: Context, thread: Post, id: MemberId) -> None:
    """Lock the membership, so that who leaves now is no guest afterwards."""
    member = context.get(Membership, id).id
    if not lock_member(context, member):
        raise Conflict("ama.guest_left", "this member has left the community; name somebody else")
    check_not_blocked_by(context, member)
    if not is_inside(context, thread.audience, member):
        raise Conflict("ama.guest_outside", "a guest must see the thread; add them to its audience first")
