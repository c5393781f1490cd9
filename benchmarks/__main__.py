"""`python -m benchmarks [--quick] [--posts N]`: a JSON object a line; exit status 1 if a budget is missed."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import budgets
from benchmarks.forum import Forum
from benchmarks.imports import measure_import
from benchmarks.measure import Figure
from benchmarks.raw import postgres_town, sqlite_town
from commkit import Kit
from commkit.testing.postgres import PostgresServer

POSTS = 100_000
QUICK_POSTS = 20_000


def on_sqlite(posts: int, rounds: int) -> Iterator[Figure]:
    """Everything that a SQLite file is asked for."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "town.db"
        yield from _town(f"sqlite:///{path}", "sqlite", posts, rounds, lambda: sqlite_town(str(path)))


def on_postgres(posts: int, rounds: int) -> Iterator[Figure]:
    """The same on a PostgreSQL server that keeps what it acknowledged."""
    with PostgresServer(durable=True) as server, server.database() as url:
        yield from _town(url, "postgresql", posts, rounds, lambda: postgres_town(url))


def _town(url: str, database: str, posts: int, rounds: int, by_hand: object) -> Iterator[Figure]:
    kit, thread = budgets.town(url, posts)
    counter = budgets.Counter()
    counted = Kit(url, plugins=[Forum()], observer=counter)
    raw = by_hand()  # type: ignore[operator]  # one of the two above
    try:
        yield from budgets.reads(
            kit, raw, thread, database=database, posts=posts, rounds=rounds, counted=counted, counter=counter
        )
        yield budgets.writes(
            kit, raw, thread, database=database, posts=posts, rounds=rounds, counted=counted, counter=counter
        )
    finally:
        raw.close()
        counted.close()
        kit.close()


def figures(posts: int, rounds: int, questions: int) -> Iterator[Figure]:
    """Every figure, one after the other."""
    yield budgets.dispatch(rounds=rounds)
    yield budgets.check(rounds=rounds)
    yield from on_sqlite(posts, rounds)
    yield from on_postgres(posts, rounds)
    yield from measure_import(questions)


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer posts and rounds: under a minute")
    parser.add_argument("--posts", type=int, help=f"how many posts there are ({POSTS}, quick: {QUICK_POSTS})")
    options = parser.parse_args()
    posts = options.posts or (QUICK_POSTS if options.quick else POSTS)
    rounds, questions = (40, 500) if options.quick else (100, 5_000)
    missed = []
    for found in figures(posts, rounds, questions):
        print(found.line(), flush=True)
        if not found.ok:
            missed.append(found.name)
    for name in missed:
        print(f"budget missed: {name}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
