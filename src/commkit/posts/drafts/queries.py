"""Queries of drafts: the actor's own."""

from uuid import UUID

from commkit.posts.drafts import statements as sql
from commkit.posts.drafts.messages import ListMyDrafts, ReadDraft
from commkit.posts.drafts.records import Draft
from commkit.posts.feature import posts
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="posts.my_drafts")


@posts.handles(ReadDraft)
def read_draft(context: Context, query: ReadDraft) -> Draft:
    """Load the draft."""
    return context.get(Draft, query.draft)


@posts.handles(ListMyDrafts)
def list_my_drafts(context: Context, query: ListMyDrafts) -> Page[Draft]:
    """Read a page of drafts, sorted by id, which rises with time."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.NEWEST, me=context.member, after=after, size=limit + 1)
    return _BY_ID.page(rows, limit, lambda draft: (draft.id,))
