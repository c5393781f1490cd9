"""A community's posts as one short text, without ids: two communities in which the same was said have the same."""

import hashlib
from collections.abc import Iterator

from commkit.kit import Kit
from commkit.posts import ListNewestThreads, Post, ReadThread
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import Page


def fingerprint(kit: Kit, community: str) -> str:
    """A digest of every post: who said what, when, where in its thread, in which state, with which score.

    Ids are left out, since they are random.
    """
    digest = hashlib.sha256()
    with kit.session(SYSTEM, community, read_only=True) as session:
        for opening in _openings(session):
            for post in _thread(session, opening):
                digest.update(_told(post).encode())
    return digest.hexdigest()


def _told(post: Post) -> str:
    parts = (post.kind, post.state, post.title, post.body, post.tags, post.author_name, post.by_staff, post.number,
             post.path.hex(), post.version, post.created_at.isoformat(), post.removed_at, post.reply_count,
             post.answer_count, post.answer is not None, post.score)  # fmt: skip
    return repr(parts)


def _openings(session: Session) -> Iterator[Post]:
    page: Page[Post] | None = None
    while page is None or page.next:
        page = session.ask(ListNewestThreads(after=page.next if page else None, limit=100))
        yield from page.items


def _thread(session: Session, opening: Post) -> Iterator[Post]:
    page: Page[Post] | None = None
    while page is None or page.next:
        page = session.ask(ReadThread(opening.id, after=page.next if page else None, limit=100))
        yield from page.items
