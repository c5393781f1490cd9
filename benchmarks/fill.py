"""Fills the town with posts: one thread with 400 pages and more, the others with 20 posts each; in bulk."""

from uuid import UUID

from benchmarks.forum import SLUG, moment
from commkit import SYSTEM, Kit
from commkit.members import ListMembers
from commkit.posts import statements as sql
from commkit.runtime.session import Session

LONG_THREAD = 8_200
SHORT_THREAD = 20
BATCH = 2_000
BODY = "A sentence of the usual length, as people write it when they help each other out in a hurry. " * 5


def fill(kit: Kit, posts: int) -> UUID:
    """Write that many posts; gives the id of the long thread's opening post."""
    with kit.session(SYSTEM, SLUG) as session:
        authors = [member.id for member in session.ask(ListMembers(limit=100)).items]
    first: UUID | None = None
    written = 0
    while written < posts:
        size = min(LONG_THREAD if first is None else SHORT_THREAD, posts - written)
        batch = size if first is None else min(BATCH, posts - written)
        with kit.session(SYSTEM, SLUG) as session:
            rows = []
            for start in range(0, batch, size):
                rows += _thread(session, written + start, min(size, batch - start), authors)
            session.run_many(sql.ADD, rows)
        first = first or rows[0]["id"]
        written += batch
    assert first is not None
    return first


def _thread(session: Session, start: int, size: int, authors: list[UUID]) -> list[dict[str, object]]:
    opening = session.new_id(moment(start))
    rows = []
    for number in range(size):
        at = moment(start + number)
        opens = number == 0
        rows.append(
            {
                "id": opening if opens else session.new_id(at),
                "thread": opening,
                "parent": None if opens else opening,
                "number": number,
                "path": b"" if opens else number.to_bytes(4, "big"),
                "kind": "topic" if opens else "reply",
                "state": "open",
                "title": f"Topic {start}" if opens else "",
                "body": BODY,
                "markup": "markdown",
                "tags": (),
                "author": authors[(start + number) % len(authors)],
                "byline": "",
                "version": 1,
                "created_at": at,
                "edited_at": None,
                "activity_at": moment(start + size - 1) if opens else None,
                "closed_at": None,
                "removed_at": None,
                "removed_by": None,
                "reply_count": size - 1 if opens else 0,
                "answer_count": None,
                "answer": None,
                "score": 0,
                "last_number": size - 1 if opens else 0,
            }
        )
    return rows
