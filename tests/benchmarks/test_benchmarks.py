"""The benchmarks run at a tiny size, and what the raw driver does beside commkit is the same work."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from benchmarks import digests, fanout, kernel, orm, posts, rsvp, search
from benchmarks.crud import crud_figures
from benchmarks.fill import COMMON, RARE, fill
from benchmarks.forum import MEMBERS, SLUG, create_community
from benchmarks.http import http_figures
from benchmarks.measure import figure, median_figure
from benchmarks.orm import OrmForum
from benchmarks.pair import BenchmarkPair, Counter
from benchmarks.raw import RawDatabase, raw_postgres, raw_sqlite
from benchmarks.suite import new_kit
from benchmarks.throughput import throughput_figures
from commkit.events.attendance.tables import attendance
from commkit.events.occurrences.tables import occurrence
from commkit.notifications.tables import digest, inbox, notification
from commkit.posts import post
from commkit.runtime.storage.tables import audit, outbox, scheduled_command
from commkit.search import SearchContent
from commkit.search.tables import entry

POSTS, WATCHERS, DUE = 60, 120, 12


class Town:
    """A tiny town, with a pair that counts."""

    def __init__(self, url: str) -> None:
        self.counter = Counter()
        self.kit = new_kit(url)
        create_community(self.kit, members=30)
        self.thread = fill(self.kit, POSTS)
        self.raw: RawDatabase = (
            raw_sqlite(str(make_url(url).database)) if url.startswith("sqlite") else raw_postgres(url)
        )
        search.fill_index(self.kit, self.raw)
        self.watched = fanout.fill_watchers(self.kit, WATCHERS)
        self.due = digests.fill_digests(self.kit, self.raw, DUE)
        self.counted = new_kit(url, self.counter)
        self.pair = BenchmarkPair(
            kit=self.kit,
            raw=self.raw,
            orm=OrmForum(url),
            number=0,
            posts=POSTS,
            rounds=1,
            counted=(self.counted, self.counter),
        )

    def rows(self, table: Any, *columns: Any, **where: Any) -> list[tuple[Any, ...]]:
        """Some columns of the rows of a table."""
        with self.kit.database.engine.connect() as connection:
            chosen = select(*columns).where(*(table.c[name] == value for name, value in where.items()))
            return [tuple(row) for row in connection.execute(chosen.order_by(*columns))]

    def count(self, table: Any) -> int:
        """How many rows a table has."""
        with self.kit.database.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()

    def close(self) -> None:
        """Give all connections back."""
        self.raw.close()
        self.pair.orm.close()
        self.kit.close()
        self.counted.close()


@pytest.fixture
def town(url: str) -> Iterator[Town]:
    with closing(Town(url)) as made:
        yield made


def written(town: Town, work: Any) -> dict[str, int]:
    """How many rows a work adds to each table."""
    tables = {
        "post": post,
        "entry": entry,
        "outbox": outbox,
        "audit": audit,
        "notification": notification,
        "inbox": inbox,
    }
    tables |= {"attendance": attendance, "scheduled_command": scheduled_command}
    before = {name: town.count(table) for name, table in tables.items()}
    work()
    return {name: town.count(table) - before[name] for name, table in tables.items()}


def test_every_figure_can_be_measured(town: Town) -> None:
    few, many = town.watched
    figures = [
        *posts.figures(town.pair, town.thread),
        *orm.figures(town.pair, town.thread),
        *search.figures(town.pair),
        *rsvp.figures(town.pair, MEMBERS),
        *fanout.figures(town.pair, few, many=False),
        *fanout.figures(town.pair, many, many=True),
        *digests.figures(town.pair, town.due, pairs=1),
    ]
    assert [each.name for each in figures] == [
        "page 1 of a thread",
        "page 400 of a thread",
        "threads by activity",
        "publish a reply",
        "page 1 beside an ORM",
        "page 400 beside an ORM",
        "threads by activity beside an ORM",
        "a reply beside an ORM",
        "search a rare word",
        "search a common word",
        "an RSVP",
        "tell 100 who watch",
        "tell 120 who watch",
        "a digest, of 12 members",
    ]
    for each in figures:
        told = json.loads(each.line())
        assert told["ours_us"] > 0
        assert told["raw_us"] > 0
        assert told["statements"] >= 2, told


def test_a_reply_by_hand_writes_what_ours_writes(town: Town) -> None:
    def by_hand() -> None:
        posts.reply_by_hand(town.raw, town.thread)

    def ours() -> None:
        posts.reply_by_us(town.kit, town.thread)

    assert written(town, by_hand) == written(town, ours)
    same = [c for c in post.c if c.name not in ("id", "number", "path", "created_at")]
    assert len(set(town.rows(post, *same, body=posts.TEXT))) == 1
    same = [c for c in entry.c if c.name not in ("object", "doc_id", "at")]
    assert len(set(town.rows(entry, *same, body=posts.TEXT))) == 1
    with town.kit.session("user:0", SLUG, read_only=True) as session:
        found = session.ask(SearchContent('"what it has to say"')).hits
    assert len(found) == 2, "both are found"


@pytest.mark.slow
def test_a_reply_by_the_orm_is_a_row_like_ours(town: Town) -> None:
    posts.reply_by_us(town.kit, town.thread)
    town.pair.orm.reply(town.thread)
    same = [c for c in post.c if c.name not in ("id", "number", "path", "created_at")]
    assert len(set(town.rows(post, *same, body=posts.TEXT))) == 1
    page, total = town.pair.orm.read_thread(town.thread)
    assert total == len(town.rows(post, post.c.id, thread=town.thread))
    assert all(shown.author is not None for shown in page)


def test_a_fan_out_by_hand_tells_whom_ours_tells(town: Town) -> None:
    _, many = town.watched
    told = []
    for way in (fanout.tell_by_hand, fanout.tell_by_us):
        fact = fanout.reply(town.kit, many.opening)
        side = town.raw if way is fanout.tell_by_hand else town.kit
        rows = written(town, lambda way=way, side=side, fact=fact: way(side, fact))
        told.append((rows, town.rows(inbox, inbox.c.member, inbox.c.kind, inbox.c.shown, inbox.c.mail)))
    assert told[0][0] == told[1][0]
    assert told[0][0]["inbox"] == WATCHERS + 1, "all who watch, and who is answered"
    assert set(told[0][1]) == set(told[1][1])
    unread = town.rows(inbox, inbox.c.member, inbox.c.count, collapsed_into=None, bundle=many.opening.id)
    due = set(town.due.members)  # were told of the thread itself before
    assert {count for member, count in unread if member not in due} == {2}, "each has both under one"


def test_an_rsvp_by_hand_is_as_ours(town: Town) -> None:
    (ours,) = rsvp.create_events(town.kit, callers=["a"], calls=1)
    (by_hand,) = rsvp.create_events(town.kit, callers=["a"], calls=1)
    rows = [
        (
            written(town, lambda n=n: rsvp.rsvp_by_us(town.kit, f"user:{n}", ours.id)),
            written(town, lambda n=n: rsvp.rsvp_by_hand(town.raw, f"user:{n}", by_hand.id)),
        )
        for n in range(3)
    ]
    assert all(our_rows == raw_rows for our_rows, raw_rows in rows)
    same = (attendance.c.member, attendance.c.status, attendance.c.waitlist_position)
    assert town.rows(attendance, *same, occurrence=ours.id) == town.rows(
        attendance, *same, occurrence=by_hand.id
    )
    assert set(town.rows(occurrence, occurrence.c.going, occurrence.c.waitlisted)) == {(3, 0)}


def test_a_digest_by_hand_is_as_ours(town: Town) -> None:
    member, other = town.due.members[1:3]  # the first one wrote the thread, and is not told of it
    mails = []

    def by_hand() -> None:
        mails.append(digests.digest_by_hand(town.raw, town.due.community, member))

    def ours() -> None:
        digests.digest_by_us(town.kit, town.due.community, other)
        mails.append(digests.mailer_of(town.kit).last)

    assert written(town, by_hand) == written(town, ours)
    (mail_by_hand, mail) = mails
    assert mail_by_hand is not None
    assert mail is not None
    lines = [line for line in mail.text.splitlines() if line.startswith("- ")]
    assert lines == [line for line in mail_by_hand.text.splitlines() if line.startswith("- ")]
    assert len(lines) > digests.NOTIFICATIONS, "what is unread, and new threads"
    ends = {
        end for id, end in town.rows(digest, digest.c.member, digest.c.done_until) if id in (member, other)
    }
    assert len(ends) == 1, "both periods ended at the same moment"


@pytest.mark.parametrize("word", [RARE, COMMON])
def test_a_search_by_hand_finds_what_ours_finds(town: Town, word: str) -> None:
    with town.kit.session("user:0", SLUG, read_only=True) as session:
        hits = session.ask(SearchContent(word)).hits
    by_hand = search.find_by_hand(town.raw, word)
    assert [hit.object for hit in hits] == [town.raw.uuid_of(hit["object"]) for hit in by_hand]
    marked = [[piece.text for piece in hit.snippet if piece.matched] for hit in hits]
    assert marked == [hit["snippet"][1::2] for hit in by_hand]
    assert all(marked), "the word is told apart"


def test_derived_statements_are_as_many_as_those_by_hand() -> None:
    figures = {each.name: each.statements for each in crud_figures(rounds=1, rows=30)}
    assert figures == {"crud: add": 1, "crud: one": 1, "crud: page of 20": 1}


def test_the_kernel_is_measured() -> None:
    assert kernel.dispatch(rounds=1).ours_us > 0
    assert kernel.check(rounds=1).ours_us > 0


def test_http_gives_what_python_gives() -> None:
    assert len(list(http_figures(rounds=1))) == 2


@pytest.mark.slow
def test_servers_are_asked_side_by_side() -> None:
    load, latency = throughput_figures(seconds=0.2, turns=1)
    assert load.ours_us > 0 < latency.ours_us
    assert load.raw_us is not None
    assert latency.raw_us is not None


def test_a_missed_budget_is_reported() -> None:
    slow = figure("x", database="none", posts=0, ours=30, raw=10, budget=2.0)
    fast = figure("x", database="none", posts=0, ours=10, raw=10, budget=2.0)
    assert (slow.ok, slow.ratio, fast.ok) == (False, 3.0, True)
    assert median_figure([slow, fast, fast]).ok
    assert not median_figure([slow, slow, fast]).ok
