"""How posts are read: one post, a thread, the pages by keyset, the history."""

from datetime import datetime, timedelta
from uuid import UUID

from commkit.posts import statements as sql
from commkit.posts.diffs import VERSIONS, CompareRevisions, RevisionDiff, line_changes, word_changes
from commkit.posts.feature import posts
from commkit.posts.messages import (
    ListActiveThreads,
    ListMemberPosts,
    ListNewestThreads,
    ListPopularTags,
    ListRevisions,
    ListThreadsByTag,
    ListUnansweredThreads,
    ReadPost,
    ReadThread,
)
from commkit.posts.policy import normalize_tag
from commkit.posts.records import Post, Revision, Tag
from commkit.runtime.model.clock import EPOCH
from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size

_MOMENT_BYTES = 8
_VERSION_BYTES = 4
_LAST_VERSION = 2**31 - 1
_FAR_PAST = datetime.min.replace(tzinfo=EPOCH.tzinfo)
_FAR_FUTURE = datetime.max.replace(tzinfo=EPOCH.tzinfo)


@posts.handles(ReadPost)
def read_post(context: Context, query: ReadPost) -> Post:
    """Through the door."""
    return context.get(Post, query.post)


@posts.handles(ReadThread)
def read_thread(context: Context, query: ReadThread) -> Page[Post]:
    """By path; the opening post has the empty one and so comes first."""
    limit = page_size(query.limit)
    values = {"thread": query.thread, "size": limit + 1, "sees_removed": _sees_removed(context)}
    if query.after is not None:
        rows = context.rows(sql.THREAD, after=decode_cursor(query.after), **values)
    else:
        rows = context.rows(sql.THREAD_START, **values)
        if not rows or rows[0].id != query.thread:
            raise NotFound("posts.not_found", "there is no such thread here, or it is not for you to see")
    return cut(rows, limit, lambda post: post.path or b"\0")


@posts.handles(ListNewestThreads)
def list_newest_threads(context: Context, query: ListNewestThreads) -> Page[Post]:
    """By id, which rises with time."""
    limit = page_size(query.limit)
    rows = context.rows(
        sql.NEWEST, after=_id(query.after, sql.LAST), size=limit + 1, sees_removed=_sees_removed(context)
    )
    return cut(rows, limit, _by_id)


@posts.handles(ListActiveThreads)
def list_active_threads(context: Context, query: ListActiveThreads) -> Page[Post]:
    """By the time of the last addition, then by id."""
    limit = page_size(query.limit)
    after_at, after = decode_moment(query.after) or (_FAR_FUTURE, sql.LAST)
    rows = context.rows(
        sql.ACTIVITY, after_at=after_at, after=after, size=limit + 1, sees_removed=_sees_removed(context)
    )
    return cut(rows, limit, lambda post: encode_moment(post.activity_at or post.created_at, post.id))


@posts.handles(ListUnansweredThreads)
def list_unanswered_threads(context: Context, query: ListUnansweredThreads) -> Page[Post]:
    """Who waits longest comes first."""
    limit = page_size(query.limit)
    after_at, after = decode_moment(query.after) or (_FAR_PAST, sql.FIRST)
    rows = context.rows(
        sql.UNANSWERED, after_at=after_at, after=after, size=limit + 1, sees_removed=_sees_removed(context)
    )
    return cut(rows, limit, lambda post: encode_moment(post.created_at, post.id))


@posts.handles(ListMemberPosts)
def list_member_posts(context: Context, query: ListMemberPosts) -> Page[Post]:
    """What somebody wrote, replies too."""
    limit = page_size(query.limit)
    rows = context.rows(
        sql.BY_MEMBER,
        author=query.member,
        after=_id(query.after, sql.LAST),
        size=limit + 1,
        sees_removed=_sees_removed(context),
    )
    return cut(rows, limit, _by_id)


@posts.handles(ListThreadsByTag)
def list_threads_by_tag(context: Context, query: ListThreadsByTag) -> Page[Post]:
    """What bears a tag."""
    limit = page_size(query.limit)
    rows = context.rows(
        sql.BY_TAG,
        tag=normalize_tag(query.tag),
        after=_id(query.after, sql.LAST),
        size=limit + 1,
        sees_removed=_sees_removed(context),
    )
    return cut(rows, limit, _by_id)


@posts.handles(ListRevisions)
def list_revisions(context: Context, query: ListRevisions) -> Page[Revision]:
    """Of a post the actor may see, by version."""
    post = context.get(Post, query.post)
    limit = page_size(query.limit)
    after = 0
    if query.after is not None:
        after = min(int.from_bytes(decode_cursor(query.after, _VERSION_BYTES), "big"), _LAST_VERSION)
    rows = context.rows(sql.REVISIONS, post=post.id, after=after, size=limit + 1)
    return cut(rows, limit, lambda revision: revision.version.to_bytes(_VERSION_BYTES, "big"))


@posts.handles(CompareRevisions)
def compare_revisions(context: Context, query: CompareRevisions) -> RevisionDiff:
    """Of a post the actor may see; what it says now is its latest version."""
    post = context.get(Post, query.post)
    numbers = (query.before, post.version if query.after is None else query.after)
    if not all(1 <= number <= post.version for number in numbers):
        raise NotFound("posts.not_found", f"there is no such version; give 1 to {post.version}")
    rows = context.rows(VERSIONS, post=post.id, before=numbers[0], after=numbers[1])
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


@posts.handles(ListPopularTags)
def list_popular_tags(context: Context, query: ListPopularTags) -> tuple[Tag, ...]:
    """By their counts."""
    return tuple(context.rows(sql.POPULAR_TAGS, size=page_size(query.limit)))


def _sees_removed(context: Context) -> bool:
    return context.can("posts.read_removed")


def _id(cursor: str | None, start: UUID) -> UUID:
    return UUID(bytes=decode_cursor(cursor, 16)) if cursor is not None else start


def _by_id(post: Post) -> bytes:
    return post.id.bytes


def decode_moment(cursor: str | None) -> tuple[datetime, UUID] | None:
    """The time and the id that a cursor stands for."""
    if cursor is None:
        return None
    key = decode_cursor(cursor, _MOMENT_BYTES + 16)
    try:
        moment = EPOCH + timedelta(microseconds=int.from_bytes(key[:_MOMENT_BYTES], "big", signed=True))
    except OverflowError:
        moment = _FAR_FUTURE
    return moment, UUID(bytes=key[_MOMENT_BYTES:])


def encode_moment(moment: datetime, id: UUID) -> bytes:
    """The sort key of what is in the order of a time; `decode_moment` reads it."""
    # An import may bring posts from before 1970: their numbers are negative.
    microseconds = (moment - EPOCH) // timedelta(microseconds=1)
    return microseconds.to_bytes(_MOMENT_BYTES, "big", signed=True) + id.bytes
