"""A digest of a community's posts without their ids: equal for two communities with the same posts."""

import hashlib
from collections.abc import Iterator

from commkit import SYSTEM, Kit, Page, Session
from commkit.posts import ListThreads, Post, ReadThread


def fingerprint(kit: Kit, community: str) -> str:
    """The SHA-256 of all posts: author, time, text, place in the thread, state and score.

    Ids are left out, since they are random.

    Args:
        kit: Where the community is.
        community: Its slug.

    Returns:
        64 hexadecimal digits.
    """
    digest = hashlib.sha256()
    with kit.session(SYSTEM, community, read_only=True) as session:
        for opening in _openings(session):
            for post in _thread(session, opening):
                digest.update(_fields(post).encode())
    return digest.hexdigest()


def _fields(post: Post) -> str:
    parts = (post.kind, post.state, post.title, post.body, post.tags, post.author_name, post.by_staff, post.number,
             post.path.hex(), post.version, post.created_at.isoformat(), post.removed_at, post.reply_count,
             post.answer_count, post.answer is not None, post.score)  # fmt: skip
    return repr(parts)


def _openings(session: Session) -> Iterator[Post]:
    page: Page[Post] | None = None
    while page is None or page.next:
        page = session.ask(ListThreads(after=page.next if page else None, limit=100))
        yield from page.items


def _thread(session: Session, opening: Post) -> Iterator[Post]:
    page: Page[Post] | None = None
    while page is None or page.next:
        page = session.ask(ReadThread(opening.id, after=page.next if page else None, limit=100))
        yield from page.items
