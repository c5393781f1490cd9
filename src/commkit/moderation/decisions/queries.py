"""How the public log is read."""

from uuid import UUID

from commkit.moderation.decisions import statements as sql
from commkit.moderation.decisions.messages import ListModerationLog
from commkit.moderation.decisions.records import ModerationLogEntry
from commkit.moderation.feature import moderation
from commkit.moderation.records import ModerationSettings
from commkit.runtime.model.errors import Denied
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="moderation.log")


@moderation.handles(ListModerationLog)
def list_moderation_log(context: Context, query: ListModerationLog) -> Page[ModerationLogEntry]:
    """Check the community's setting, and list the decisions without names."""
    readers = context.settings(ModerationSettings).log_visibility
    is_current = context.membership is not None and context.membership.is_current
    if not (
        readers == "everyone" or (readers == "members" and is_current) or context.can("moderation.handle")
    ):
        raise Denied("moderation.log_not_visible", f"this community shows its log to {readers} only")
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.LOG, after=after, size=limit + 1)
    return _BY_ID.page(rows, limit, lambda row: (row.id,))
