"""Posts: pages of a thread, the list by activity, and a reply with its row in the index of the search."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import attrs
from uuid_utils.compat import uuid7

from benchmarks.forum import READER, SLUG
from benchmarks.measure import Figure
from benchmarks.pair import BenchmarkPair
from benchmarks.raw import RawDatabase, Row, now
from commkit import Kit, Query
from commkit.posts import CreateReply, ListThreads, Post, PostId, ReadThread, ThreadOrder
from commkit.search.policy import scope_tokens
from commkit.storage import keyset

R = TypeVar("R")
PAGE_400 = (400 * 20 - 21).to_bytes(4, "big")
"""The path of the last post of page 399: page 400 starts behind it."""
TEXT = "A reply that says what it has to say in one or two lines, and no more than that."

FIELDS = tuple(field.name for field in attrs.fields(Post))
_IDS = ("id", "thread", "parent", "author")
_TIMES = ("created_at", "edited_at", "activity_at")
_INSIDE = """({row}.audience IS NULL OR EXISTS (
    SELECT 1 FROM commkit_group_member g
    WHERE g.community_id = {row}.community_id AND g."group" = {row}.audience AND g.member = ?))"""
"""The reader is in the audience."""
POST = f"""
SELECT p.id, p.thread, p.parent, p.number, p.path, p.kind, p.state, p.title, p.body, p.markup, p.tags, p.author,
       COALESCE(m.name, p.author_name), COALESCE(m.staff, {{false}}), p.version, p.created_at, p.edited_at,
       p.activity_at, p.closed_at, p.removed_at, p.reply_count, p.answer_count, p.answer, p.score, p.locked_at,
       p.space, p.audience, p.made_with, p.by_agent
FROM commkit_post p
LEFT JOIN commkit_membership m ON m.community_id = p.community_id AND m.id = p.author
WHERE p.community_id = ? AND p.removed_at IS NULL AND {_INSIDE.format(row="p")} AND """
"""The columns of a post are those of the record, in its order."""
_SEEN = f"""EXISTS (SELECT 1 FROM commkit_post r
                WHERE r.community_id = ? AND r.id = {{root}} AND r.removed_at IS NULL AND {_INSIDE.format(row="r")})"""
_ROOT = _SEEN.replace("{root}", "?")
THREAD_START = POST + f"p.thread = ? AND {_ROOT} ORDER BY p.path LIMIT 21"
THREAD = POST + f"p.thread = ? AND p.path > ? AND {_ROOT} ORDER BY p.path LIMIT 21"
ACTIVITY = POST + "p.parent IS NULL ORDER BY p.activity_at DESC, p.id DESC LIMIT 21"
ONE = POST + "p.id = ? AND " + _SEEN.replace("{root}", "p.thread")

GROW = """
UPDATE commkit_post SET last_number = last_number + 1, reply_count = reply_count + 1, activity_at = ?
WHERE community_id = ? AND id = ? AND number = 0 AND removed_at IS NULL AND locked_at IS NULL RETURNING last_number"""
ADD = """
INSERT INTO commkit_post (community_id, id, thread, parent, number, path, kind, state, title, body, markup, tags,
                          author, author_name, version, created_at, reply_count, score, last_number,
                          made_with, by_agent)
SELECT ?, ?, ?, ?, ?, ?, 'reply', 'open', '', ?, 'markdown', '', ?, '', 1, ?, 0, 0, 0, 'none', false
WHERE EXISTS (SELECT 1 FROM commkit_post a
              WHERE a.community_id = ? AND a.id = ? AND a.thread = ? AND a.path = ? AND a.removed_at IS NULL)"""
COUNT = """
INSERT INTO commkit_contribution (community_id, member, post_count, reaction_count, removed_count)
VALUES (?, ?, 1, 0, 0)
ON CONFLICT (community_id, member)
DO UPDATE SET post_count = commkit_contribution.post_count + 1 RETURNING post_count"""
ENTRY = """
INSERT INTO commkit_search_entry (community_id, record, object, doc_id, kind, title, body, tags, scope, author, at,
                                  permission)
VALUES (?, 'Post', ?, {number}, 'reply', '', ?, '', ?, ?, ?, 'posts.read')"""
ENTRY_ON_POSTGRES = ENTRY.replace("{number}", "?")
ENTRY_ON_SQLITE = ENTRY.replace(
    "{number}",
    "coalesce((SELECT max(doc_id) + 1 FROM commkit_search_entry WHERE doc_id >= ? AND doc_id < ?), ?)",
)
WORDS = """
INSERT INTO commkit_search_fts (rowid, title, body, tags, scope)
SELECT doc_id, '', ?, '', ? FROM commkit_search_entry WHERE community_id = ? AND record = 'Post' AND object = ?"""
DOCUMENT = """
UPDATE commkit_search_entry SET words = lower(?), document =
  setweight(to_tsvector('simple', ''), 'A') || setweight(to_tsvector('simple', ''), 'B')
  || setweight(to_tsvector('simple', ?), 'D') || array_to_tsvector(string_to_array(?, ' '))
WHERE community_id = ? AND record = 'Post' AND object = ?"""

Page = tuple[list[dict[str, Any]], Any]
"""The posts, as somebody has to read them by name, and the key of the last one."""


def page_by_hand(raw: RawDatabase, thread: UUID, after: bytes | None = None) -> Page:
    """A page of 20 posts with authors."""
    raw.begin(False)
    found = raw.look_up(READER, SLUG)
    here, me, id = found[0], found[5], raw.id_of(thread)
    if after is None:
        rows = raw.execute(THREAD_START, (here, me, id, here, id, me)).fetchall()
    else:
        rows = raw.execute(THREAD, (here, me, id, after, here, id, me)).fetchall()
    raw.commit()
    return _named(raw, rows), rows[19][4] if len(rows) > 20 else None


def activity_by_hand(raw: RawDatabase) -> Page:
    """The page of threads by activity."""
    raw.begin(False)
    found = raw.look_up(READER, SLUG)
    rows = raw.execute(ACTIVITY, (found[0], found[5])).fetchall()
    raw.commit()
    return _named(raw, rows), (rows[19][17], rows[19][0]) if len(rows) > 20 else None


def ask(kit: Kit, query: Query[R]) -> R:
    """Ask as a reader, in a session that only reads."""
    with kit.session(READER, SLUG, read_only=True) as session:
        return session.ask(query)


def reply_by_us(kit: Kit, to: UUID) -> None:
    """Write a reply."""
    with kit.session(READER, SLUG) as session:
        session.do(CreateReply(PostId(to), TEXT))


def reply_by_hand(raw: RawDatabase, to: UUID) -> UUID:
    """Write a reply: thread, post, the author's count, the index of the search, outbox and audit."""
    raw.begin(True)
    found = raw.look_up(READER, SLUG)
    here, me = found[0], found[5]
    parent = raw.execute(ONE, (here, me, raw.id_of(to), here, me)).fetchone()
    moment = now()
    at = raw.at_of(moment)
    number = raw.execute(GROW, (at, here, parent[1])).fetchall()[0][0]
    id = uuid7()
    path = parent[4] + number.to_bytes(4, "big")
    added = raw.execute(
        ADD,
        (here, raw.id_of(id), parent[1], parent[0], number, path, TEXT, me, at,
         here, parent[0], parent[1], parent[4]),
    )  # fmt: skip
    assert added.rowcount == 1
    assert raw.execute(COUNT, (here, me)).fetchall()
    index_by_hand(raw, found, raw.id_of(id), moment)
    raw.tell(here, "posts.created", moment, post=id, thread=to, parent=to, kind="reply")
    raw.audit(here, "posts.create_reply", moment, member=me, result=raw.id_of(id))
    raw.commit()
    return id


def index_by_hand(raw: RawDatabase, found: Row, id: Any, moment: datetime) -> None:
    """The row of the index, and its words."""
    here, me, at = found[0], found[5], raw.at_of(moment)
    first = int(moment.timestamp()) << 25
    scope = " ".join(
        scope_tokens(
            community=raw.uuid_of(here),
            permission="posts.read",
            record="Post",
            kind="reply",
            author=raw.uuid_of(me),
        )
    )
    if raw.is_sqlite:
        raw.execute(ENTRY_ON_SQLITE, (here, id, first, first + (1 << 25), first, TEXT, scope, me, at))
        raw.execute(WORDS, (TEXT, scope, here, id))
    else:
        raw.execute(ENTRY_ON_POSTGRES, (here, id, first, TEXT, scope, me, at))
        raw.execute(DOCUMENT, (TEXT, TEXT.lower(), scope, here, id))


def figures(pair: BenchmarkPair, thread: UUID) -> Iterator[Figure]:
    """Page 1, page 400, the list by activity, and a reply."""
    raw = pair.raw
    pages: dict[str, tuple[Any, Callable[[], Page]]] = {
        "page 1 of a thread": (ReadThread(PostId(thread)), lambda: page_by_hand(raw, thread)),
        "page 400 of a thread": (
            ReadThread(
                PostId(thread), after=keyset(bytes, of="posts.thread").within(thread).encode((PAGE_400,))
            ),
            lambda: page_by_hand(raw, thread, PAGE_400),
        ),
        "threads by activity": (ListThreads(order=ThreadOrder.ACTIVE), lambda: activity_by_hand(raw)),
    }
    for name, (query, by_hand) in pages.items():
        found = [post["id"] for post in by_hand()[0]]
        assert [post.id for post in ask(pair.kit, query).items] == found, name
        yield pair.compare(name, partial(ask, query=query), by_hand, sqlite=2.0, postgres=None)

    yield pair.compare(
        "publish a reply",
        lambda kit: reply_by_us(kit, thread),
        lambda: reply_by_hand(raw, thread),
        sqlite=2.5,
        postgres=1.5,
        each=5,
    )


def _named(raw: RawDatabase, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The posts by name, with ids to link to and times to show."""
    posts = [dict(zip(FIELDS, row, strict=True)) for row in rows[:20]]
    if raw.is_sqlite:
        for post in posts:
            for name in _IDS:
                if post[name] is not None:
                    post[name] = UUID(bytes=post[name])
            for name in _TIMES:
                if post[name] is not None:
                    post[name] = datetime.fromtimestamp(post[name] / 1_000_000, UTC)
    return posts
