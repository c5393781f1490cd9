"""The inbox: what a member was told, without what they may not see any more, and what of it they have read."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from commkit.notifications import statements as sql
from commkit.notifications.feature import notifications
from commkit.notifications.messages import (
    CountUnread,
    InboxPage,
    MarkAllRead,
    MarkBundleRead,
    MarkRead,
    MarkSeen,
    NoticeNumbers,
)
from commkit.notifications.records import Notice, NoticeId, NoticeNumber, Unread
from commkit.notifications.seeing import seen, visible_among
from commkit.notifications.telling import count
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import MAX_PAGE_SIZE, Page, cut, decode_cursor, page_size

_LAST = UUID(int=2**128 - 1)


@notifications.loads(Notice)
def fetch_notice(session: Session, id: NoticeId) -> Notice | None:
    """A notice that the actor was told, about something they may see."""
    me = session.member_or_none
    found = session.one(sql.ONE, me=me, id=id) if me is not None else None
    return found if found is not None and seen(session, found.record, found.object) is not None else None


@notifications.handles(InboxPage)
def inbox_page(session: Session, query: InboxPage) -> Page[Notice]:
    """By id, which rises with time; the door of each object decides whether its notice is there."""
    limit = page_size(query.limit)
    after = UUID(bytes=decode_cursor(query.after, 16)) if query.after is not None else _LAST
    return cut(
        _visible(session, limit + 1, after=after, unread_only=query.unread_only),
        limit,
        lambda told: told.id.bytes,
    )


@notifications.handles(CountUnread)
def count_unread(session: Session, query: CountUnread) -> Unread:
    """Of what is visible, so that the number tells nothing of what is not."""
    found = _visible(session, MAX_PAGE_SIZE + 1, unread_only=True)
    counted = found[:MAX_PAGE_SIZE]
    return Unread(
        unread=len(counted),
        unseen=sum(told.seen_at is None for told in counted),
        more=len(found) > MAX_PAGE_SIZE,
    )


@notifications.handles(MarkRead)
def mark_read(session: Session, command: MarkRead) -> None:
    """Through the door."""
    told = session.get(Notice, command.notice)
    _count_read(session, session.rows(sql.READ, me=session.member, id=told.id, now=session.now))


@notifications.handles(MarkBundleRead)
def mark_bundle_read(session: Session, command: MarkBundleRead) -> None:
    """Whatever is unread about it."""
    _count_read(
        session, session.rows(sql.READ_BUNDLE, me=session.member, about=command.bundle, now=session.now)
    )


@notifications.handles(MarkAllRead)
def mark_all_read(session: Session, command: MarkAllRead) -> None:
    """Up to a notice, or all."""
    _count_read(
        session,
        session.rows(sql.READ_ALL, me=session.member, until=command.until or _LAST, now=session.now),
    )


@notifications.handles(MarkSeen)
def mark_seen(session: Session, command: MarkSeen) -> None:
    """Whatever no inbox has shown."""
    session.run(sql.SEEN, me=session.member, now=session.now)


@notifications.handles(NoticeNumbers)
def notice_numbers(session: Session, query: NoticeNumbers) -> tuple[NoticeNumber, ...]:
    """From the counters."""
    return tuple(session.rows(sql.NUMBERS, since=query.since))


def _visible(session: Session, size: int, *, after: UUID = _LAST, unread_only: bool = False) -> list[Notice]:
    """The next notices that the member may see. It reads on behind those they may not, so that no gap tells of them."""
    statement = sql.UNREAD_PAGE if unread_only else sql.PAGE
    asked: set[tuple[str, UUID]] = set()
    shown: set[tuple[str, UUID]] = set()
    visible: list[Notice] = []
    while True:
        rows = session.rows(statement, me=session.member, after=after, size=size)
        about = {(told.record, told.object) for told in rows}
        shown |= visible_among(session, about - asked)
        asked |= about
        visible += [told for told in rows if (told.record, told.object) in shown]
        if len(visible) >= size or len(rows) < size:
            return visible[:size]
        after = rows[-1].id


def _count_read(session: Session, rows: Iterable[tuple[str]]) -> None:
    for kind, many in sorted(Counter(kind for (kind,) in rows).items()):
        count(session, kind, "read", many)
