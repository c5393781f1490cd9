"""Handler of the query of digest preferences."""

from commkit.notifications.digests import statements as sql
from commkit.notifications.digests.messages import ReadDigestPreference
from commkit.notifications.digests.records import DigestPreference
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.runtime.sessions.context import Context


@notifications.handles(ReadDigestPreference)
def read_digest_preference(context: Context, query: ReadDigestPreference) -> DigestPreference:
    """Read the member's preference, or the community's default."""
    row = context.one(sql.DIGEST, me=context.member)
    return row or DigestPreference(context.settings(NotificationSettings).digest)
