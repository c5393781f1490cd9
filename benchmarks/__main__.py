"""`python -m benchmarks [--quick] [--posts N]`: a JSON object a line; status 1 if a budget is missed."""

import argparse
import sys
from collections.abc import Iterator

from attrs import evolve

from benchmarks import kernel
from benchmarks.crud import crud_figures
from benchmarks.http import http_figures
from benchmarks.imports import measure_import
from benchmarks.lists import list_figures
from benchmarks.measure import Figure
from benchmarks.opinions import map_figure
from benchmarks.ranks import rank_figures
from benchmarks.start import measure_start
from benchmarks.suite import QUICK, Size, on_postgres, on_sqlite
from benchmarks.throughput import throughput_figures


def figures(size: Size, questions: int) -> Iterator[Figure]:
    """Every figure, one after the other."""
    yield from measure_start(pairs=size.pairs)
    yield kernel.dispatch(rounds=size.rounds)
    yield kernel.check(rounds=size.rounds)
    yield from crud_figures(rounds=size.rounds)
    yield from http_figures(rounds=size.rounds)
    yield from throughput_figures(seconds=size.rounds / 50, turns=3)
    yield from on_sqlite(size)
    yield from on_postgres(size)
    yield from list_figures(towns=size.towns, threads=100, rounds=size.rounds // 3)
    yield from rank_figures(threads=size.posts, rounds=size.rounds // 3)
    yield map_figure()
    yield from measure_import(questions)


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less of everything: about a minute")
    parser.add_argument(
        "--posts", type=int, help=f"how many posts there are ({Size().posts}, quick: {QUICK.posts})"
    )
    options = parser.parse_args()
    size = QUICK if options.quick else Size()
    if options.posts:
        size = evolve(size, posts=options.posts)
    missed = []
    for found in figures(size, 500 if options.quick else 5_000):
        print(found.line(), flush=True)
        if not found.ok:
            missed.append(f"{found.name} ({found.database})")
    for name in missed:
        print(f"budget missed: {name}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
