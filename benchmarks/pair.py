"""Pairs: commkit and the raw driver side by side on fresh connections to one town."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from attrs import frozen

from benchmarks.measure import Figure, compare_timings, figure
from benchmarks.raw import RawDatabase
from commkit import Kit

if TYPE_CHECKING:  # which measures by pairs itself
    from benchmarks.orm import OrmForum


class Counter:
    """Counts the statements of a Kit."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, sql: str) -> None:
        self.count += 1

    def of(self, work: Callable[[], object]) -> int:
        """How many statements a call takes."""
        before = self.count
        work()
        return self.count - before


@frozen(kw_only=True)
class BenchmarkPair:
    """A pair of connections that figures are measured on.

    Attributes:
        kit: Commkit.
        raw: The raw driver.
        orm: The forum by SQLAlchemy's ORM.
        number: Which of the pairs, from 0.
        posts: How many posts there are.
        rounds: How often a short work is measured here.
        counted: A Kit whose statements are counted, and what counts them; at the first pair only.
    """

    kit: Kit
    raw: RawDatabase
    orm: "OrmForum"
    number: int
    posts: int
    rounds: int
    counted: tuple[Kit, Counter] | None = None

    def calls(self, *, rounds: int | None = None, each: int = 10) -> int:
        """How often `compare` calls each side at most."""
        return ((rounds or self.rounds) + 1) * each + 1

    def compare(
        self,
        name: str,
        ours: Callable[[Kit], object],
        by_hand: Callable[[], object],
        *,
        sqlite: float | None,
        postgres: float | None,
        rounds: int | None = None,
        each: int = 10,
    ) -> Figure:
        """Measure both, and count the statements.

        Args:
            name: What is measured.
            ours: Commkit's way.
            by_hand: The raw driver's.
            sqlite: What the ratio must not exceed on SQLite.
            postgres: The same on PostgreSQL.
            rounds: How often; that of the pair where it is left out.
            each: Calls in a row.
        """
        taken = compare_timings(lambda: ours(self.kit), by_hand, rounds=rounds or self.rounds, each=each)
        statements = None
        if self.counted is not None:
            kit, counter = self.counted
            statements = counter.of(lambda: ours(kit))
        return figure(
            name,
            database="sqlite" if self.raw.is_sqlite else "postgresql",
            posts=self.posts,
            ours=taken[0],
            raw=taken[1],
            budget=sqlite if self.raw.is_sqlite else postgres,
            statements=statements,
        )
