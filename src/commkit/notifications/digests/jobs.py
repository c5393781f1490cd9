"""The scheduled command of a digest that is due.

Each member's next digest is a scheduled command; after it, the next one is scheduled. Members who chose a digest always
have one scheduled; other members get one when a mail was held back because the day's mail budget was used up. The time
depends on the member's time zone, which the host is asked for outside of any transaction; so a new command is due at
once, and the subscriber then finds the right time.
"""

from attrs import frozen

from commkit.members import Membership
from commkit.notifications.digests import statements as sql
from commkit.notifications.digests.facts import DigestDue
from commkit.notifications.feature import notifications
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


@frozen(kw_only=True)
class CreateDigest(Command[None]):
    """Start a member's digest; for the host only.

    Attributes:
        member: The member.

    Raises:
        NotFound: There is no such member here.
    """

    permission = "notifications.notify"
    when_archived = True

    member: MemberId


@notifications.handles(CreateDigest)
def create_digest(context: Context, command: CreateDigest) -> None:
    """Emit the fact; its subscriber sends the digest and schedules the next one."""
    member = context.get(Membership, command.member)
    context.run(sql.CLEAR_SCHEDULED, of=member.id)
    context.emit(DigestDue(member=member.id))
