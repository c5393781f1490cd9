"""A community of a type of its own with tournaments, on SQLite and PostgreSQL in turn."""

from datetime import date
from typing import Any, ClassVar

import pytest

from commkit import CommunityType, Context, MemberId, PostKind, Role
from commkit.communities import CreateCommunity
from commkit_tournaments import (
    Bracket,
    CreateTournament,
    EnterTournament,
    Entrant,
    ReadBracket,
    ReportResult,
    StartTournament,
    Tournament,
    TournamentId,
    TournamentMatch,
    Tournaments,
)
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

ARENA = CommunityType(
    "arena",
    features=("posts", "tournaments.brackets"),
    post_kinds=(PostKind(name="note", opens=True, replies=("note",)),),
    roles={"member": Role(grants=frozenset({"tournaments.create"}))},
)
"""A type whose members make tournaments."""


class Ratings:
    """Ratings by the numbers that a test gives."""

    def __init__(self) -> None:
        self.known: dict[MemberId, float] = {}

    def rating(self, context: Context, member: MemberId) -> float | None:
        return self.known.get(member)


class Town(PluginTown):
    """One community `arena`; options are those of `Tournaments`. `stew` organises, and plays in nothing."""

    community = CreateCommunity(
        "arena",
        type="arena",
        title="Arena",
        purpose="Play together",
        care_hours=4,
        review_on=date(2100, 1, 1),
    )
    plugin = "tournaments"
    staff: ClassVar[dict[str, str]] = {"dan": "member", "eve": "member"}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [Tournaments(**options)], "types": [ARENA]}

    def create(self, by: str = "stew", **options: Any) -> Tournament:
        return self.do(by, CreateTournament(title="Cup", **options))

    def enter(self, held: Tournament, *names: str) -> dict[str, Entrant]:
        return {name: self.do(name, EnterTournament(held.id)) for name in names}

    def started(self, *names: str, by: str = "stew", **options: Any) -> tuple[Tournament, dict[str, Entrant]]:
        """A running tournament of these members, seeded in this order, and its entrants."""
        held = self.create(by, **options)
        entrants = self.enter(held, *names)
        return self.do(by, StartTournament(held.id)), entrants

    def bracket(self, held: Tournament | TournamentId, by: Any = "stew") -> Bracket:
        id = held.id if isinstance(held, Tournament) else held
        return self.ask(by, ReadBracket(id))

    def match(self, held: Tournament, key: str) -> TournamentMatch:
        return next(each.match for each in self.bracket(held).matches if each.match.key == key)

    def result(self, held: Tournament, key: str, home: int, away: int, *reporters: str) -> TournamentMatch:
        """Both sides report the same; gives the match then."""
        match = self.match(held, key)
        for name in reporters:
            self.do(name, ReportResult(match.id, home_score=home, away_score=away))
        return self.match(held, key)

    def states(self, held: Tournament) -> dict[str, str]:
        return {each.match.key: each.match.state.value for each in self.bracket(held).matches}

    def work(self) -> None:
        """Let the worker do all there is."""
        report = self.kit.worker().drain()
        assert (report.failed, report.parked, report.left) == (0, 0, 0), report


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town


@pytest.fixture
def ratings() -> Ratings:
    return Ratings()
