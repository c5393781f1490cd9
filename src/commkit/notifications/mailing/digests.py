"""When a digest is due: each member's next one is a stored command; when it has come, the one after it is planned.

Who chose a digest always has one planned. Who did not gets one when a mail was held back since the day's attention was
used up. Which moment it is depends on where the member lives, which the host is asked outside of any transaction; so a
new plan is due at once, and the look at it finds the right moment.
"""

from datetime import datetime

from commkit.members.records import Membership
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.notifications.mailing import statements as sql
from commkit.notifications.mailing.messages import DigestDue, MakeDigest
from commkit.notifications.records import DigestWish, Every
from commkit.runtime.delivery.scheduled import ScheduledCommandId, cancel_scheduled, schedule
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.session import Session

_FIRST_HOUR = 8


@notifications.handles(MakeDigest)
def make_digest(session: Session, command: MakeDigest) -> None:
    """Tell the worker; it plans the next one."""
    member = session.get(Membership, command.member)
    session.run(sql.DROP_PLAN, of=member.id)
    session.emit(DigestDue(member=member.id))


def choose_digest(session: Session, member: MemberId, wish: DigestWish) -> None:
    """A member says how often."""
    row = {"member": member, "every": wish.every, "hour": wish.hour, "weekday": wish.weekday, "own": True}
    session.run(sql.CHOOSE_DIGEST, **row, plan=None, done_until=session.now)
    ((known,),) = session.rows(sql.PLAN_OF, of=member)
    if known is not None:
        cancel_scheduled(session, ScheduledCommandId(known))
        session.run(sql.DROP_PLAN, of=member)
    plan_digest(session, member, at=session.now)


def need_digest(session: Session, member: MemberId, *, since: datetime) -> None:
    """Something of this moment waits for the member's digest; plan one, unless one is planned or they want none."""
    session.run(
        sql.BEGIN_DIGEST,
        member=member,
        every=session.settings(NotificationSettings).digest,
        hour=_FIRST_HOUR,
        weekday=0,
        own=False,
        plan=None,
        done_until=since,
    )
    session.run(sql.BEGIN_PERIOD, of=member, new_until=since)
    plan_digest(session, member, at=session.now)


def plan_digest(session: Session, member: MemberId, *, at: datetime) -> None:
    """Plan the next look at a member's digest, unless one is planned or they want none."""
    made = schedule(session, MakeDigest(member=member), at=at, as_system=True)
    if not session.run(sql.SET_PLAN, of=member, new_plan=made):
        cancel_scheduled(session, made)


def wish_of(row: sql.DigestRow) -> DigestWish:
    """What the member chose, or what the community does."""
    return DigestWish(Every(row.every), row.hour, row.weekday)
