"""How it is read what a member asked moderators for in vain."""

from commkit.members import Membership, is_own
from commkit.moderation.feature import moderation
from commkit.moderation.misuse import statements as sql
from commkit.moderation.misuse.messages import ReadMisuse
from commkit.moderation.misuse.policy import period_start
from commkit.moderation.misuse.records import MisuseFile, Requests
from commkit.moderation.records import ModerationSettings
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.errors import not_there

_MOST = 100
"""Reports, appeals, warnings and suspensions in a file, at most."""


@moderation.handles(ReadMisuse)
def read_misuse(context: Context, query: ReadMisuse) -> MisuseFile:
    """Load the member, then what belongs to them; nobody judges themselves."""
    member = context.get(Membership, query.member).id
    if is_own(context, member):
        raise not_there(Membership)
    since = period_start(context.settings(ModerationSettings), context.now)
    theirs = {"member": member, "since": since}
    none = Requests(0, 0)
    return MisuseFile(
        member=member,
        since=since,
        reports=context.one(sql.REPORTS, **theirs) or none,
        appeals=context.one(sql.APPEALS, **theirs) or none,
        dismissed=tuple(context.rows(sql.DISMISSED, size=_MOST, **theirs)),
        denied=tuple(context.rows(sql.DENIED, size=_MOST, **theirs)),
        warnings=tuple(context.rows(sql.WARNINGS, size=_MOST, **theirs)),
        suspensions=tuple(context.rows(sql.OF_MEMBER, member=member, size=_MOST)),
    )
