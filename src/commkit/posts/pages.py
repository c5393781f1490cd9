"""How posts are read: one post, a thread, the pages by keyset, the history."""

from datetime import datetime, timedelta
from uuid import UUID

from commkit.posts import statements as sql
from commkit.posts.feature import posts
from commkit.posts.messages import (
    ActivityPage,
    BusiestTags,
    History,
    MemberPage,
    NewestPage,
    ReadPost,
    TagPage,
    ThreadPage,
    UnansweredPage,
)
from commkit.posts.policy import stored_tag
from commkit.posts.records import Post, Revision, Tag
from commkit.runtime.clock import EPOCH
from commkit.runtime.errors import NotFound
from commkit.runtime.pages import Page, cut, decode_cursor, page_size
from commkit.runtime.session import Session

_MOMENT_BYTES = 8
_VERSION_BYTES = 4
_LAST_VERSION = 2**31 - 1
_FAR_FUTURE = datetime.max.replace(tzinfo=EPOCH.tzinfo)


@posts.handles(ReadPost)
def read_post(session: Session, query: ReadPost) -> Post:
    """Through the door."""
    return session.get(Post, query.post)


@posts.handles(ThreadPage)
def thread_page(session: Session, query: ThreadPage) -> Page[Post]:
    """By path; the opening post has the empty one and so comes first."""
    limit = page_size(query.limit)
    values = {"thread": query.thread, "size": limit + 1, "sees_removed": _sees_removed(session)}
    if query.after is not None:
        rows = session.rows(sql.THREAD, after=decode_cursor(query.after), **values)
    else:
        rows = session.rows(sql.THREAD_START, **values)
        if not rows or rows[0].id != query.thread:
            raise NotFound("posts.not_found", "there is no such thread here, or it is not for you to see")
    return cut(rows, limit, lambda post: post.path or b"\0")


@posts.handles(NewestPage)
def newest_page(session: Session, query: NewestPage) -> Page[Post]:
    """By id, which rises with time."""
    limit = page_size(query.limit)
    rows = session.rows(
        sql.NEWEST, after=_id(query.after, sql.LAST), size=limit + 1, sees_removed=_sees_removed(session)
    )
    return cut(rows, limit, _by_id)


@posts.handles(ActivityPage)
def activity_page(session: Session, query: ActivityPage) -> Page[Post]:
    """By the time of the last addition, then by id."""
    limit = page_size(query.limit)
    after_at, after = _moment(query.after) or (_FAR_FUTURE, sql.LAST)
    rows = session.rows(
        sql.ACTIVITY, after_at=after_at, after=after, size=limit + 1, sees_removed=_sees_removed(session)
    )
    return cut(rows, limit, lambda post: _moment_key(post.activity_at or post.created_at, post))


@posts.handles(UnansweredPage)
def unanswered_page(session: Session, query: UnansweredPage) -> Page[Post]:
    """Who waits longest comes first."""
    limit = page_size(query.limit)
    after_at, after = _moment(query.after) or (EPOCH, sql.FIRST)
    rows = session.rows(
        sql.UNANSWERED, after_at=after_at, after=after, size=limit + 1, sees_removed=_sees_removed(session)
    )
    return cut(rows, limit, lambda post: _moment_key(post.created_at, post))


@posts.handles(MemberPage)
def member_page(session: Session, query: MemberPage) -> Page[Post]:
    """What somebody wrote, replies too."""
    limit = page_size(query.limit)
    rows = session.rows(
        sql.OF_MEMBER,
        author=query.member,
        after=_id(query.after, sql.LAST),
        size=limit + 1,
        sees_removed=_sees_removed(session),
    )
    return cut(rows, limit, _by_id)


@posts.handles(TagPage)
def tag_page(session: Session, query: TagPage) -> Page[Post]:
    """What bears a tag."""
    limit = page_size(query.limit)
    rows = session.rows(
        sql.OF_TAG,
        tag=stored_tag(query.tag),
        after=_id(query.after, sql.LAST),
        size=limit + 1,
        sees_removed=_sees_removed(session),
    )
    return cut(rows, limit, _by_id)


@posts.handles(History)
def history(session: Session, query: History) -> Page[Revision]:
    """Of a post the actor may see, by version."""
    post = session.get(Post, query.post)
    limit = page_size(query.limit)
    after = 0
    if query.after is not None:
        after = min(int.from_bytes(decode_cursor(query.after, _VERSION_BYTES), "big"), _LAST_VERSION)
    rows = session.rows(sql.HISTORY, post=post.id, after=after, size=limit + 1)
    return cut(rows, limit, lambda revision: revision.version.to_bytes(_VERSION_BYTES, "big"))


@posts.handles(BusiestTags)
def busiest_tags(session: Session, query: BusiestTags) -> tuple[Tag, ...]:
    """By their counts."""
    return tuple(session.rows(sql.BUSIEST_TAGS, size=page_size(query.limit)))


def _sees_removed(session: Session) -> bool:
    return session.can("posts.see_removed")


def _id(cursor: str | None, start: UUID) -> UUID:
    return UUID(bytes=decode_cursor(cursor, 16)) if cursor is not None else start


def _by_id(post: Post) -> bytes:
    return post.id.bytes


def _moment(cursor: str | None) -> tuple[datetime, UUID] | None:
    """The time and the id that a cursor stands for."""
    if cursor is None:
        return None
    key = decode_cursor(cursor, _MOMENT_BYTES + 16)
    try:
        moment = EPOCH + timedelta(microseconds=int.from_bytes(key[:_MOMENT_BYTES], "big"))
    except OverflowError:
        moment = _FAR_FUTURE
    return moment, UUID(bytes=key[_MOMENT_BYTES:])


def _moment_key(moment: datetime, post: Post) -> bytes:
    return ((moment - EPOCH) // timedelta(microseconds=1)).to_bytes(_MOMENT_BYTES, "big") + post.id.bytes
