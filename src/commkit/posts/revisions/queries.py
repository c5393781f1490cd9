"""Queries of revisions: what a post said before, and what changed between two versions."""

from commkit.posts.feature import posts
from commkit.posts.records import Post
from commkit.posts.revisions import statements as sql
from commkit.posts.revisions.messages import CompareRevisions, ListRevisions
from commkit.posts.revisions.policy import line_changes, word_changes
from commkit.posts.revisions.records import Revision, RevisionDiff
from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, keyset, page_size

_BY_VERSION = keyset(int, of="posts.revisions")


@posts.handles(ListRevisions)
def list_revisions(context: Context, query: ListRevisions) -> Page[Revision]:
    """Read a page of a post's revisions, sorted by version."""
    post = context.get(Post, query.post)
    limit = page_size(query.limit)
    (after,) = _BY_VERSION.within(post.id).decode(query.after, default=(0,))
    rows = context.rows(sql.REVISIONS, post=post.id, after=after, size=limit + 1)
    return _BY_VERSION.within(post.id).page(rows, limit, lambda revision: (revision.version,))


@posts.handles(CompareRevisions)
def compare_revisions(context: Context, query: CompareRevisions) -> RevisionDiff:
    """Compare two versions of a post; its present text is its latest version."""
    post = context.get(Post, query.post)
    numbers = (query.before, post.version if query.after is None else query.after)
    if not all(1 <= number <= post.version for number in numbers):
        raise NotFound("posts.not_found", f"there is no such version; give 1 to {post.version}")
    rows = context.rows(sql.VERSIONS, post=post.id, before=numbers[0], after=numbers[1])
    texts = {row.version: (row.title, row.body, row.tags) for row in rows}
    texts[post.version] = (post.title, post.body, post.tags)
    before, after = (texts[number] for number in numbers)
    return RevisionDiff(
        post=post.id,
        before=numbers[0],
        after=numbers[1],
        title=word_changes(before[0], after[0]),
        body=line_changes(before[1], after[1]),
        removed_tags=tuple(tag for tag in before[2] if tag not in after[2]),
        added_tags=tuple(tag for tag in after[2] if tag not in before[2]),
    )
