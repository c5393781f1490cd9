"""How suggested edits, what they change, and their numbers are read."""

from datetime import datetime, timedelta
from uuid import UUID

from commkit import Context, NotFound, Page
from commkit.posts import Post, PostId, RevisionDiff
from commkit.statistics import share_of
from commkit.storage import EARLIEST, FIRST_ID, keyset, page_size
from commkit_developer.suggested_edits import statements as sql
from commkit_developer.suggested_edits.feature import edit_feature
from commkit_developer.suggested_edits.messages import (
    ListSuggestedEdits,
    ReadEditNumbers,
    ReadSuggestedEdit,
)
from commkit_developer.suggested_edits.policy import PostText, compare, text_of
from commkit_developer.suggested_edits.records import EditNumbers, QueuedEdit, SuggestedEditDiff

_BY_ID = keyset(UUID, of="developer.suggested_edits")


@edit_feature.handles(ListSuggestedEdits)
def list_suggested_edits(context: Context, query: ListSuggestedEdits) -> Page[QueuedEdit]:
    """Read a page in one statement; of one post, only where the actor sees the post."""
    limit = page_size(query.limit)
    keyed = _BY_ID.within(query.post, query.state)
    (after,) = keyed.decode(query.after, default=(FIRST_ID,))
    if query.post is None:
        rows = context.rows(sql.PAGE, state=query.state, after=after, size=limit + 1)
    else:
        post = context.get(Post, query.post)
        rows = context.rows(sql.PAGE_OF_POST, post=post.id, state=query.state, after=after, size=limit + 1)
    return keyed.page(rows, limit, lambda queued: (queued.edit.id,))


@edit_feature.handles(ReadSuggestedEdit)
def read_suggested_edit(context: Context, query: ReadSuggestedEdit) -> SuggestedEditDiff:
    """Compare it with the version that it was written for, and that one with the present one."""
    queued = context.one(sql.QUEUED, id=query.edit)
    if queued is None:
        raise NotFound("developer.edit_not_found", "there is no such suggested edit; list them again")
    edit, post = queued.edit, context.get(Post, queued.edit.post)
    before = _text_of_version(context, post, edit.base)
    return SuggestedEditDiff(
        queued=queued,
        diff=compare(post.id, before, text_of(edit), versions=(edit.base, edit.base + 1)),
        since=_since(post, before, edit.base) if queued.outdated else None,
    )


@edit_feature.handles(ReadEditNumbers)
def read_edit_numbers(context: Context, query: ReadEditNumbers) -> EditNumbers:
    """Count in one statement, and read the decisions in the middle in another."""
    since = query.since or EARLIEST
    ((suggested, pending, outdated, approved, rejected, withdrawn, kept, rolled_back),) = context.rows(
        sql.COUNTS, since=since
    )
    times = [end - start for start, end in context.rows(sql.MIDDLE_DECISIONS, since=since)]
    decided = approved + rejected
    return EditNumbers(
        suggested=suggested,
        pending=pending,
        outdated=outdated,
        approved=approved,
        rejected=rejected,
        withdrawn=withdrawn,
        approval_rate=approved / decided if decided else None,
        median_decision=sum(times, timedelta()) / len(times) if times else None,
        kept=kept,
        rolled_back=rolled_back,
        kept_share=share_of(kept, kept + rolled_back),
    )


def waiting_edits(context: Context) -> tuple[int, datetime | None, int]:
    """How many suggested edits that the actor sees are pending, since when, and how many of them others suggested."""
    ((count, oldest, of_others),) = context.rows(sql.WAITING)
    return count, oldest, of_others


def _text_of_version(context: Context, post: Post, version: int) -> PostText:
    if version == post.version:
        return text_of(post)
    ((title, body, tags),) = context.rows(sql.TEXT_OF_VERSION, post=post.id, version=version)
    return PostText(title, body, tags)


def _since(post: Post, before: PostText, version: int) -> RevisionDiff:
    return compare(PostId(post.id), before, text_of(post), versions=(version, post.version))
