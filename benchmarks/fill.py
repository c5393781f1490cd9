"""Fills the town with posts: one thread with 400 pages and more, the others with 20 posts each; in bulk."""

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Any
from uuid import UUID

from benchmarks.forum import SLUG, moment
from commkit import SYSTEM, Kit
from commkit.members import ListMembers
from commkit.posts import MadeWith
from commkit.posts import statements as sql
from commkit.runtime.sessions.session import Session
from commkit.testing.contexts import context_of

LONG_THREAD = 8_200
SHORT_THREAD = 20
BATCH = 2_000
BODY = "A sentence of the usual length, as people write it when they help each other out in a hurry. " * 5
RARE = "zanzibar"
"""A word that ten posts have."""
COMMON = "install"
"""A word that three of ten posts have."""
_RARE_POSTS = 10
_SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "po", "ri", "su", "ta", "vo")
_WORDS = tuple(a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES)
_WEIGHTS = tuple(accumulate(1 / rank for rank in range(1, len(_WORDS) + 1)))
"""How often a word is used: as its rank in a language is (Zipf's law)."""


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
            rows: list[dict[str, Any]] = []
            for start in range(0, batch, size):
                rows += _thread(
                    session, written + start, min(size, batch - start), authors, every=posts // _RARE_POSTS
                )
            context_of(session).run_many(sql.ADD, rows)
        first = first or rows[0]["id"]
        written += batch
    assert first is not None
    return first


def body_of(number: int, *, every: int) -> str:
    """What the n-th post says: made-up words, some of them often; one post out of `every` has the rare one."""
    words = Random(number).choices(_WORDS, cum_weights=_WEIGHTS, k=70)
    if number % 10 < 3:
        words[number % len(words)] = COMMON
    if number % every == every // 2:
        words[number % len(words)] = RARE
    return " ".join(words)


def _thread(
    session: Session, start: int, size: int, authors: Sequence[UUID], *, every: int
) -> list[dict[str, Any]]:
    opening = context_of(session).new_id(moment(start))
    rows: list[dict[str, Any]] = []
    for number in range(size):
        at = moment(start + number)
        opens = number == 0
        rows.append(
            {
                "id": opening if opens else context_of(session).new_id(at),
                "thread": opening,
                "parent": None if opens else opening,
                "number": number,
                "path": b"" if opens else number.to_bytes(4, "big"),
                "kind": "topic" if opens else "reply",
                "state": "open",
                "title": f"Topic {start}" if opens else "",
                "body": body_of(start + number, every=every),
                "markup": "markdown",
                "tags": (),
                "author": authors[(start + number) % len(authors)],
                "author_name": "",
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
                "space": None,
                "audience": None,
                "made_with": MadeWith.NONE,
                "by_agent": False,
            }
        )
    return rows
