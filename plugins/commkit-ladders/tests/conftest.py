"""A community of a type of its own with a ladder, on SQLite and PostgreSQL in turn."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, ClassVar
from uuid import UUID

import pytest
from attrs import frozen
from sqlalchemy import select

from commkit import SYSTEM, Command, CommunityType, Context, Fact, Feature, MemberId, PostKind, Text, hookimpl
from commkit.communities import CreateCommunity
from commkit_ladders import (
    Division,
    DivisionMoves,
    Game,
    GameId,
    GameSide,
    LadderId,
    LadderPlace,
    LadderRules,
    Ladders,
    OpenLadder,
    ReadLadderPlace,
    RecordGame,
    ResultSource,
    TieRule,
)
from commkit_ladders.tables import place, seat
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

DIVISIONS = (
    Division("bronze", "Bronze", 0),
    Division("silver", "Silver", 4),
    Division("gold", "Gold", 10),
)
DUELS = LadderRules(
    name="duels", summary="Duels of two.", divisions=DIVISIONS, placement_games=2, provisional_sigma=7
)
SEASONAL = LadderRules(
    name="seasonal",
    summary="Seasons of four weeks.",
    divisions=DIVISIONS,
    placement_games=2,
    moves=DivisionMoves.SEASON_END,
    season=timedelta(weeks=4),
    ties=TieRule.MORE_GAMES,
    members_report=False,
)


@frozen
class MatchEnded(Fact):
    """A match of another plugin ended."""

    name = "arena.match_ended"
    visible_to = None
    match: UUID
    sides: tuple[tuple[MemberId, ...], ...]
    ranks: tuple[int, ...]
    how: str = "played"


@frozen
class MatchStruck(Fact):
    """A match of another plugin is struck from its records."""

    name = "arena.match_struck"
    visible_to = None
    match: UUID


@frozen
class TellOfMatch(Command[None]):
    """Emit one of the facts above; no ranks strike the match."""

    permission = "arena.tell"
    host_only = True
    personal = ()
    match: UUID
    members: tuple[MemberId, ...]
    ranks: tuple[int, ...]
    how: Annotated[str, Text(max=20, multiline=False)] = "played"


arena = Feature("arena.matches", grants={"system": {"arena.tell"}}, facts=(MatchEnded, MatchStruck))


@arena.handles(TellOfMatch)
def tell_of_match(context: Context, command: TellOfMatch) -> None:
    """Emit it."""
    if command.ranks:
        sides = tuple((member,) for member in command.members)
        context.emit(MatchEnded(match=command.match, sides=sides, ranks=command.ranks, how=command.how))
    else:
        context.emit(MatchStruck(match=command.match))


class Arena:
    """A plugin whose facts are results of games."""

    name = "arena"

    @hookimpl
    def commkit_features(self) -> Any:
        """The one feature."""
        yield arena


MATCHES = ResultSource(
    name="matches",
    ladder="duels",
    fact=MatchEnded,
    about="match",
    where={"how": ("played",)},
    taken_back_by=(MatchStruck,),
)
CLUB = CommunityType(
    "club",
    features=("posts", "ladders.play", "arena.matches"),
    post_kinds=(PostKind(name="note", opens=True),),
    declares=(DUELS, SEASONAL, MATCHES),
)


class Town(PluginTown):
    """One community `club`; ada, bob, cid, dan and eve play."""

    community = CreateCommunity(
        "club", type="club", title="Club", purpose="Play", care_hours=4, review_on=date(2100, 1, 1)
    )
    plugin = "ladders"
    staff: ClassVar[dict[str, str]] = {"dan": "member", "eve": "member"}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [Ladders(), Arena()], "types": [options.pop("type", CLUB)]}

    def open(self, rules: str = "duels", key: str = "") -> LadderId:
        """A ladder by these rules."""
        opened: LadderId = self.do("stew", OpenLadder(key or rules, title="Duels", rules=rules)).id
        return opened

    def sides(self, *keys: Any, ranks: tuple[int, ...] = ()) -> tuple[GameSide, ...]:
        """Sides of one or several members each; who is named first wins where no ranks are given."""
        teams = [(key,) if isinstance(key, str) else key for key in keys]
        given = ranks or tuple(range(1, len(teams) + 1))
        return tuple(
            GameSide(tuple(self.member(key) for key in team), rank)
            for team, rank in zip(teams, given, strict=True)
        )

    def play(
        self, ladder: LadderId, *keys: Any, ranks: tuple[int, ...] = (), at: datetime | None = None
    ) -> GameId:
        """A recorded game, an hour after the last one where no moment is given."""
        if at is None:
            self.clock.advance(timedelta(hours=1))
        made: Game = self.do("stew", RecordGame(ladder, self.sides(*keys, ranks=ranks), at=at))
        return made.id

    def place(self, ladder: LadderId, key: str) -> LadderPlace | None:
        found: LadderPlace | None = self.ask("stew", ReadLadderPlace(ladder, self.member(key)))
        return found

    def work(self) -> None:
        """Let the worker do all that is due."""
        report = self.kit.worker().drain()
        assert (report.failed, report.parked) == (0, 0), report

    def tell(self, match: UUID, *keys: str, ranks: tuple[int, ...] = (), how: str = "played") -> None:
        """Another plugin tells of a match, and the worker hears it."""
        members = tuple(self.member(key) for key in keys)
        self.do(SYSTEM, TellOfMatch(match, members, ranks or tuple(range(1, len(keys) + 1)), how))
        self.work()

    def strike(self, match: UUID) -> None:
        """Another plugin takes a match back, and the worker hears it."""
        self.do(SYSTEM, TellOfMatch(match, (), ()))
        self.work()

    def computed(self, ladder: LadderId) -> list[tuple[Any, ...]]:
        """All that was computed of a ladder: the seats of games that count, and the places."""
        with self.kit.database.engine.connect() as connection:
            seats = connection.execute(
                select(seat)
                .where(seat.c.ladder == ladder, seat.c.counted)
                .order_by(seat.c.game, seat.c.member)
            ).all()
            # `as_of` says when it was computed, which differs where nothing else does.
            kept = [column for column in place.c if column.name != "as_of"]
            places = connection.execute(
                select(*kept).where(place.c.ladder == ladder).order_by(place.c.season, place.c.member)
            ).all()
        return [tuple(row) for row in (*seats, *places)]


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
