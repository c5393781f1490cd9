"""The town that is measured: filled once, and looked at from several pairs."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from attrs import frozen

from benchmarks import digests, fanout, orm, posts, rsvp, search
from benchmarks.fill import fill
from benchmarks.forum import MEMBERS, Forum, create_community
from benchmarks.measure import Figure, median_figure
from benchmarks.pair import BenchmarkPair, Counter
from benchmarks.raw import RawDatabase, analyse, raw_postgres, raw_sqlite
from commkit import Kit
from commkit.testing.kits import StatementObserver
from commkit.testing.postgres import PostgresServer

PAIRS = 9
"""Pairs of connections that each figure is measured on."""


@frozen(kw_only=True)
class Size:
    """How much there is, and how long it is measured.

    Attributes:
        posts: Posts.
        watchers: Who watches the thread that most watch.
        due: Members whose digest is due.
        towns: Communities, of which one has half of all threads.
        rounds: Rounds of a short work, on all pairs together.
        pairs: Pairs of connections.
    """

    posts: int = 100_000
    watchers: int = 10_000
    due: int = digests.DUE
    towns: int = 1_000
    rounds: int = 100
    pairs: int = PAIRS


QUICK = Size(posts=10_000, watchers=1_000, due=300, towns=100, rounds=30, pairs=5)


@frozen
class _Filled:
    thread: UUID
    watched: tuple[fanout.Watched, fanout.Watched]
    due: digests.Due


def on_sqlite(size: Size) -> Iterator[Figure]:
    """Everything that a SQLite file is asked for."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "town.db"
        yield from _measured(f"sqlite:///{path}", lambda: raw_sqlite(str(path)), size)


def on_postgres(size: Size) -> Iterator[Figure]:
    """The same on a PostgreSQL server that keeps what it acknowledged."""
    with PostgresServer(durable=True) as server, server.database() as url:
        yield from _measured(url, lambda: raw_postgres(url), size, settle=lambda: analyse(url))


def _measured(
    url: str, by_hand: Callable[[], RawDatabase], size: Size, *, settle: Callable[[], None] | None = None
) -> Iterator[Figure]:
    """Measure on several pairs of fresh connections, and take the median of what they say.

    Which core the server's process of a connection lands on decides more than the code does: with one pair, the same
    work was seen at ratios from 0.8 to 1.9.
    """
    filled = _fill(url, by_hand, size)
    if settle is not None:
        settle()
    counter = Counter()
    seen: dict[str, list[Figure]] = {}
    with closing(new_kit(url, counter)) as counted:
        for number in range(size.pairs):
            raw = by_hand() if number % 2 else None
            ours = new_kit(url)
            ours.check()
            pair = BenchmarkPair(
                kit=ours,
                raw=raw or by_hand(),
                orm=orm.OrmForum(url),
                number=number,
                posts=size.posts,
                rounds=max(size.rounds // size.pairs, 3),
                counted=None if number else (counted, counter),
            )
            for figure in _figures(pair, filled, size):
                seen.setdefault(figure.name, []).append(figure)
            pair.raw.close()
            pair.orm.close()
            ours.close()
    yield from map(median_figure, seen.values())


def _figures(pair: BenchmarkPair, filled: _Filled, size: Size) -> Iterator[Figure]:
    yield from posts.figures(pair, filled.thread)
    yield from orm.figures(pair, filled.thread)
    yield from search.figures(pair)
    yield from rsvp.figures(pair, MEMBERS)
    few, many = filled.watched
    yield from fanout.figures(pair, few, many=False)
    yield from fanout.figures(pair, many, many=True)
    yield from digests.figures(pair, filled.due, pairs=size.pairs)


def _fill(url: str, by_hand: Callable[[], RawDatabase], size: Size) -> _Filled:
    with closing(new_kit(url)) as kit:
        kit.migrate()
        create_community(kit)
        thread = fill(kit, size.posts)
        with closing(by_hand()) as raw:
            search.fill_index(kit, raw)
            watched = fanout.fill_watchers(kit, size.watchers)
            due = digests.fill_digests(kit, raw, size.due)
    return _Filled(thread, watched, due)


def new_kit(url: str, tell: Callable[[str], None] | None = None) -> Kit:
    """A Kit whose host knows addresses, and which sends mail; `tell` is called with each statement."""
    observers = [] if tell is None else [StatementObserver(tell)]
    return Kit(url, plugins=[Forum()], identity=digests.Host(), ports=digests.ports(), observers=observers)
