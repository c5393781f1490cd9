"""Queries of scheduled drafts."""

from datetime import datetime
from uuid import UUID

from commkit.posts.drafts.records import Draft
from commkit.posts.drafts.scheduling import statements as sql
from commkit.posts.drafts.scheduling.messages import ListMyScheduledDrafts
from commkit.posts.feature import posts
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import EARLIEST, FIRST_ID, Page, keyset, page_size

_BY_TIME = keyset(datetime, UUID, of="posts.my_scheduled_drafts")


@posts.handles(ListMyScheduledDrafts)
def list_my_scheduled_drafts(context: Context, query: ListMyScheduledDrafts) -> Page[Draft]:
    """Read a page of scheduled drafts, sorted by the time at which they are due."""
    limit = page_size(query.limit)
    after_at, after = _BY_TIME.decode(query.after, default=(EARLIEST, FIRST_ID))
    rows = context.rows(sql.DUE, me=context.member, after_at=after_at, after=after, size=limit + 1)
    return _BY_TIME.page(rows, limit, lambda draft: (draft.due_at or draft.updated_at, draft.id))
