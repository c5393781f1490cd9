"""Lists of threads: of a town that is one of 1,000 alike, and of one that has half of all threads.

No list may take more than three times as long in the second.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from attrs import frozen
from sqlalchemy import Connection, insert, text

from benchmarks.forum import SLUG, Forum, create_community
from benchmarks.measure import Figure, compare_timings, figure
from benchmarks.posts import ask
from commkit import SYSTEM, Kit
from commkit.members import ListMembers
from commkit.posts import ListThreads, MadeWith, ThreadOrder, post, post_tag, tag
from commkit.runtime.model.ids import Ids
from commkit.spaces import CreateSpace
from commkit.testing.postgres import PostgresServer

START = datetime(2026, 1, 1, tzinfo=UTC)
_BATCH = 5_000
_KINDS = ("topic", "idea", "notice")
_STATES = ("open", "solved", "closed")
_TAGS = ("install", "printer", "zanzibar")
_SHARES = ((90.0, 9.8, 0.2), (70.0, 25.0, 5.0), (30.0, 2.0, 0.2))
"""How often each kind, state and tag is."""


@frozen
class Place:
    """A community whose threads are listed.

    Attributes:
        community: Its id.
        authors: Who opened its threads, the first of them most.
        spaces: Where they stand, the first of them most; a third stands in none.
    """

    community: UUID
    authors: Sequence[UUID] = ()
    spaces: Sequence[UUID] = ()


def make_place(kit: Kit, spaces: int = 8) -> Place:
    """The town, with its members and some spaces."""
    with kit.session(SYSTEM, SLUG) as session:
        authors = [member.id for member in session.ask(ListMembers(limit=100)).items]
        made = [session.do(CreateSpace(f"space-{n}", f"Space {n}")).id for n in range(spaces)]
        return Place(session.community.id, authors, made)


def fill_threads(connection: Connection, place: Place, threads: int, *, seed: int = 0) -> None:
    """Open that many threads in a community, each with a reply; one a minute."""
    random, ids = Random(seed), Ids()
    tags = [{"community_id": place.community, "name": name, "post_count": 0} for name in _TAGS]
    connection.execute(insert(tag), tags)
    for start in range(0, threads, _BATCH):
        posts: list[dict[str, Any]] = []
        tagged: list[dict[str, Any]] = []
        for number in range(start, min(start + _BATCH, threads)):
            at = START + timedelta(minutes=number)
            opening = _opening(random, ids, place, at)
            posts += (opening, _reply(ids, opening, at))
            tagged += (
                {"community_id": place.community, "tag": name, "post": opening["id"]}
                for name in opening["tags"]
            )
        connection.execute(insert(post), posts)
        if tagged:
            connection.execute(insert(post_tag), tagged)


def _opening(random: Random, ids: Ids, place: Place, at: datetime) -> dict[str, Any]:
    id = ids.new(at)
    kind = random.choices(_KINDS, _SHARES[0])[0]
    state = random.choices(_STATES, _SHARES[1])[0]
    return {
        "community_id": place.community,
        "id": id,
        "thread": id,
        "parent": None,
        "number": 0,
        "path": b"",
        "kind": kind,
        "state": state,
        "title": "Why?",
        "body": "A sentence of the usual length, as people write it. " * 8,
        "markup": "markdown",
        "tags": tuple(
            name for name, share in zip(_TAGS, _SHARES[2], strict=True) if random.random() * 100 < share
        ),
        "author": _one_of(random, place.authors),
        "author_name": "",
        "version": 1,
        "created_at": at,
        "activity_at": at + timedelta(minutes=random.expovariate(1 / 3_000)),
        "closed_at": None if state == "open" else at,
        "reply_count": 1,
        "answer_count": int(random.random() < 0.8),
        "score": int(random.expovariate(0.2)),
        "last_number": 1,
        "space": _one_of(random, place.spaces) if random.random() > 0.3 else None,
        "audience": None,
        "made_with": MadeWith.NONE,
        "by_agent": False,
    }


def _one_of(random: Random, ids: Sequence[UUID]) -> UUID | None:
    """Some of them, the first ones most often; None where there are none."""
    return ids[min(int(random.expovariate(4 / len(ids))), len(ids) - 1)] if ids else None


def _reply(ids: Ids, opening: dict[str, Any], at: datetime) -> dict[str, Any]:
    return opening | {
        "id": ids.new(at),
        "parent": opening["id"],
        "number": 1,
        "path": b"\0\0\0\1",
        "kind": "reply",
        "tags": (),
        "title": "",
        "activity_at": None,
        "reply_count": 0,
        "answer_count": None,
        "last_number": 0,
        "score": 0,
        "space": None,
    }


def filters_of(place: Place) -> dict[str, dict[str, Any]]:
    """The filters that are measured, by name."""
    middle = START + timedelta(days=2)
    single: dict[str, dict[str, Any]] = {
        "all": {},
        "space": {"space": place.spaces[0]},
        "kind": {"kinds": ("idea",)},
        "rare kind": {"kinds": ("notice",)},
        "two kinds": {"kinds": ("idea", "notice")},
        "state": {"states": ("solved",)},
        "tag": {"tag": "printer"},
        "rare tag": {"tag": "zanzibar"},
        "author": {"author": place.authors[0]},
        "a day": {"since": middle, "until": middle + timedelta(days=1)},
    }
    return single | {
        "kind and state": single["kind"] | single["state"],
        "space and kind": single["space"] | single["kind"],
        "space and state": single["space"] | single["state"],
        "space and tag": single["space"] | single["tag"],
        "tag and state": single["tag"] | single["state"],
        "author and state": single["author"] | single["state"],
        "nothing fits": {"kinds": ("notice",), "states": ("closed",), "tag": "zanzibar"},
    }


MEASURED: dict[ThreadOrder, tuple[str, ...]] = {
    ThreadOrder.NEWEST: ("all", "space", "kind", "state", "author"),
    ThreadOrder.ACTIVE: ("all", "space", "kind", "space and state"),
    ThreadOrder.UNANSWERED: ("all", "space", "kind"),
    ThreadOrder.SCORE: ("all", "space", "kind"),
}
"""The lists that fill a page in both towns."""
MOST = 3.0
"""How much longer a page of the large town may take."""


def list_figures(*, towns: int, threads: int, rounds: int) -> Iterator[Figure]:
    """Pages of both towns, on SQLite and on PostgreSQL.

    Args:
        towns: How many towns there are.
        threads: Threads of each of them, where they are alike; the large town has half of all.
        rounds: How often each page is read.
    """
    with TemporaryDirectory() as folder:
        urls = (f"sqlite:///{folder}/even.db", f"sqlite:///{folder}/skewed.db")
        yield from _compared(urls, towns=towns, threads=threads, rounds=rounds)
    with PostgresServer(durable=True) as server, server.database() as even, server.database() as skewed:
        yield from _compared((even, skewed), towns=towns, threads=threads, rounds=rounds)


def _compared(urls: tuple[str, str], *, towns: int, threads: int, rounds: int) -> Iterator[Figure]:
    with closing(Kit(urls[0], plugins=[Forum()])) as even, closing(Kit(urls[1], plugins=[Forum()])) as skewed:
        half = towns * threads // 2
        places = (
            _fill(even, here=threads, others=towns - 1, each=threads),
            _fill(skewed, here=half, others=towns - 1, each=half // (towns - 1)),
        )
        for sort, names in MEASURED.items():
            for name in names:
                queries = [ListThreads(order=sort, **filters_of(place)[name]) for place in places]
                ours, alike = compare_timings(
                    partial(ask, skewed, queries[1]),
                    partial(ask, even, queries[0]),
                    rounds=rounds,
                )
                yield figure(
                    f"{sort} threads: {name}, of a town with half of all",
                    database=even.database.dialect.name,
                    posts=2 * towns * threads,
                    ours=ours,
                    raw=alike,
                    budget=MOST,
                )


def _fill(kit: Kit, *, here: int, others: int, each: int) -> Place:
    kit.migrate()
    create_community(kit)
    place = make_place(kit)
    with kit.database.engine.begin() as connection:
        fill_threads(connection, place, here)
        for number in range(others):
            fill_threads(connection, Place(uuid4()), each, seed=number)
    with kit.database.engine.connect() as connection:
        everything = "ANALYZE" if kit.database.dialect.name == "sqlite" else "VACUUM ANALYZE"
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(everything))
    return place
