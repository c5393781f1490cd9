"""Pages by rank beside the core's own newest page, and votes with ranks beside votes without, in one community.

The plugin `commkit-ranking` is in the one Kit and not in the other; both have the same threads.
"""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from attrs import evolve
from sqlalchemy import insert, select, text

from benchmarks.forum import FORUM, SLUG, Forum, create_community
from benchmarks.lists import Place, fill_threads, make_place
from benchmarks.measure import Figure, compare_timings, figure
from benchmarks.posts import ask
from commkit import SYSTEM, CommunityType, Kit, hookimpl
from commkit.posts import AddReaction, ListThreads, PostId, RemoveReaction, ThreadOrder, post, reaction_count
from commkit.spaces import SpaceId
from commkit.testing.postgres import PostgresServer
from commkit_ranking import ListRankedThreads, Period, Ranking, RankOrder
from commkit_ranking.jobs import RebuildRanks

_PAGE, _VOTE = 4.0, 3.0
"""How much longer than the core's a page and a vote may take."""
_BATCH = 5_000
_VOTER = "user:7"


class RankedForum:
    """The forum of the other measures, with ranks."""

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        """The type."""
        yield evolve(FORUM, features=(*FORUM.features, "ranking.ranks"))


def rank_figures(*, threads: int, rounds: int) -> Iterator[Figure]:
    """Pages and votes on SQLite and on PostgreSQL.

    Args:
        threads: How many threads there are.
        rounds: How often each is measured.
    """
    with TemporaryDirectory() as folder:
        yield from _compared(f"sqlite:///{folder}/ranks.db", f"sqlite:///{folder}/none.db", threads, rounds)
    with PostgresServer(durable=True) as server, server.database() as ranked, server.database() as plain:
        yield from _compared(ranked, plain, threads, rounds)


def _compared(ranked_url: str, plain_url: str, threads: int, rounds: int) -> Iterator[Figure]:
    with (
        closing(Kit(ranked_url, plugins=[RankedForum(), Ranking()])) as ranked,
        closing(Kit(plain_url, plugins=[Forum()])) as plain,
    ):
        place, _ = (_fill(kit, threads) for kit in (ranked, plain))
        _rank_all(ranked)
        for kit in (ranked, plain):
            _analyse(kit)
        tagged = ListThreads(order=ThreadOrder.ACTIVE, tag="printer")
        queries: dict[str, Any] = {str(order): ListRankedThreads(order=order) for order in RankOrder} | {
            "top of this year": ListRankedThreads(order=RankOrder.TOP, period=Period.YEAR),
            "hot, of a space": ListRankedThreads(space=SpaceId(place.spaces[0])),
            "hot, with a tag": ListRankedThreads(tag="printer"),
            "hot, deep": ListRankedThreads(after=_deep(ranked)),
        }
        told = partial(figure, database=ranked.database.dialect.name, posts=2 * threads)
        for name, query in queries.items():
            # A filter without an index is looked through in the core, too.
            other = tagged if query.tag is not None else ListThreads()
            ours, core = compare_timings(
                partial(ask, ranked, query), partial(ask, ranked, other), rounds=rounds
            )
            yield told(f"page by rank: {name}, beside a page of the core", ours=ours, raw=core, budget=_PAGE)
        ours, core = compare_timings(
            partial(_vote, ranked, _some_thread(ranked)),
            partial(_vote, plain, _some_thread(plain)),
            rounds=rounds,
        )
        yield told("vote with ranks, beside one without", ours=ours, raw=core, budget=_VOTE)


def _deep(kit: Kit) -> str | None:
    """The cursor behind the first 2,000 threads."""
    after: str | None = None
    with kit.session(SYSTEM, SLUG, read_only=True) as session:
        for _ in range(20):
            after = session.ask(ListRankedThreads(after=after, limit=100)).next
    return after


def _vote(kit: Kit, thread: PostId) -> None:
    """A vote, and back again."""
    for command in (AddReaction, RemoveReaction):
        with kit.session(_VOTER, SLUG) as session:
            session.do(command(thread, "like"))


def _some_thread(kit: Kit) -> PostId:
    with kit.session(SYSTEM, SLUG, read_only=True) as session:
        page = session.ask(ListThreads(limit=100))
        return page.items[50].id


def _fill(kit: Kit, threads: int) -> Place:
    """The same threads in each, with votes; nobody is asked who gave them."""
    kit.migrate()
    create_community(kit)
    place, random = make_place(kit), Random(11)
    with kit.database.engine.begin() as connection:
        fill_threads(connection, place, threads)
        opened = select(post.c.id).where(post.c.community_id == place.community, post.c.parent.is_(None))
        ids = connection.execute(opened).scalars().all()
        for start in range(0, len(ids), _BATCH):
            connection.execute(
                insert(reaction_count),
                [
                    {
                        "community_id": place.community,
                        "post": id,
                        "reaction": "like",
                        "local_count": 0,
                        "imported_count": int(random.expovariate(0.2)),
                    }
                    for id in ids[start : start + _BATCH]
                ],
            )
    return place


def _rank_all(kit: Kit) -> None:
    after = None
    while True:
        with kit.session(SYSTEM, SLUG) as session:
            after = session.do(RebuildRanks(after=after, limit=500)).next
        if after is None:
            return


def _analyse(kit: Kit) -> None:
    with kit.database.engine.connect() as connection:
        everything = "ANALYZE" if kit.database.dialect.name == "sqlite" else "VACUUM ANALYZE"
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(everything))
