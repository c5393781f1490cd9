"""The worker's own command of accreditations."""

from attrs import frozen

from commkit import Command, Context
from commkit_media.press.accreditations import statements as sql
from commkit_media.press.accreditations.facts import AccreditationExpired
from commkit_media.press.accreditations.records import AccreditationId, AccreditationState
from commkit_media.press.accredited.handlers import leave_accredited
from commkit_media.press.feature import press_feature


@frozen
class ExpireAccreditation(Command[bool]):
    """Take the member of an accreditation whose time is over out of the group; the worker sends it as `SYSTEM`.

    Nothing under embargo waits for it: readers are asked for the expiry itself.

    Returns:
        Whether its time is over.
    """

    permission = "media.expire_accreditation"
    when_archived = True

    accreditation: AccreditationId


@press_feature.handles(ExpireAccreditation)
def expire_accreditation(context: Context, command: ExpireAccreditation) -> bool:
    """Look whether it has expired; it may have got another time since."""
    found = context.one(sql.LOCKED, id=command.accreditation)
    if found is None or found.state is not AccreditationState.GRANTED or found.holds(context.now):
        return False
    leave_accredited(context, found.member)
    context.emit(AccreditationExpired(accreditation=found.id, member=found.member))
    return True
