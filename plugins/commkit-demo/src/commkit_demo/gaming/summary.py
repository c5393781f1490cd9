"""The end of the demo: a gaming community in numbers, with the bracket of a cup, on one screen."""

from collections.abc import Iterator
from typing import Any

from attrs import asdict, frozen
from rich.console import RenderableType
from rich.text import Text

from commkit import SYSTEM, Kit, Session
from commkit.adapters.cli.command_api import table
from commkit.communities import ReadCommunity
from commkit.members import ReadMember
from commkit.statistics import Share
from commkit_demo.measured import MeasuredNumber, numbers_table
from commkit_demo.rendering import screen
from commkit_gaming import LADDER, ListGuilds, ReadGuildNumbers
from commkit_ladders import Ladder, ListLadders, ReadLadderBoard, ReadLadderNumbers
from commkit_tournaments import (
    DrawBracket,
    ListTournaments,
    ReadPlayingNumbers,
    ReadTournamentNumbers,
    TournamentState,
)

_BEST = 5
WILSON = "Wilson, 95 %"


@frozen
class LadderPlaceShown:
    """Somebody at the top of the ladder.

    Attributes:
        rank: Their rank.
        name: Their name.
        wins: Games that they won.
        games: Games that they played.
    """

    rank: int
    name: str
    wins: int
    games: int


@frozen
class GamingSummary:
    """A gaming community in numbers.

    Attributes:
        title: Its name.
        members: The number of members.
        guilds: Guilds.
        in_guilds: Memberships of guilds.
        cups: Cups that have a winner.
        matches: Matches that were played.
        ladder: Who stands at the top of the ladder.
        bracket: The bracket of the first cup that has a winner, drawn; empty where there is none.
        numbers: Numbers with their samples and sources.
    """

    title: str
    members: int
    guilds: int
    in_guilds: int
    cups: int
    matches: int
    ladder: tuple[LadderPlaceShown, ...]
    bracket: str
    numbers: tuple[MeasuredNumber, ...]

    def as_json(self) -> dict[str, Any]:
        """A JSON-able form."""
        return asdict(self)

    def rendered(self) -> RenderableType:
        """The same for people."""
        tiles = (
            ("members", f"{self.members:,}"),
            ("guilds", f"{self.guilds:,}"),
            ("in guilds", f"{self.in_guilds:,}"),
            ("cups", f"{self.cups:,}"),
            ("matches played", f"{self.matches:,}"),
        )
        best = [(one.rank, one.name, f"{one.wins} of {one.games}") for one in self.ladder]
        ladder = table("rank", "ladder", "won", rows=best, right=("rank", "won")) if best else None
        return screen(self.title, tiles, ladder, numbers_table(self.numbers), Text(self.bracket))


def read_summary(kit: Kit, slug: str) -> GamingSummary:
    """Read the numbers of a community, as its visitors see it; those for stewards as the host does."""
    with kit.session(SYSTEM, slug, read_only=True) as session:
        here, played = session.ask(ReadCommunity()), session.ask(ReadTournamentNumbers())
        playing, grouped = session.ask(ReadPlayingNumbers()), session.ask(ReadGuildNumbers())
        ladder = _ladder(session)
        expected = session.ask(ReadLadderNumbers(ladder.id)).as_expected if ladder is not None else None
    with kit.session(None, slug, read_only=True) as visitor:
        guilds = visitor.ask(ListGuilds(limit=100)).items
        return GamingSummary(
            title=here.title,
            members=here.member_count,
            guilds=len(guilds),
            in_guilds=sum(guild.members for guild in guilds),
            cups=played.finished,
            matches=played.played,
            ladder=tuple(_best(visitor, ladder)) if ladder is not None else (),
            bracket=_bracket(visitor),
            numbers=(
                _number("in a guild", grouped.member_share, f"ReadGuildNumbers: {WILSON}"),
                _number("first match in 14 days", playing.activated_share, f"ReadPlayingNumbers: {WILSON}"),
                _number("favourites that won", expected, f"ReadLadderNumbers: {WILSON}"),
                _number("decided by judges", played.decided_share, f"ReadTournamentNumbers: {WILSON}"),
                _number("no-shows", played.no_show_share, f"ReadTournamentNumbers: {WILSON}"),
            ),
        )


def _ladder(session: Session) -> Ladder | None:
    return next((one for one in session.ask(ListLadders(limit=100)).items if one.key == LADDER), None)


def _best(visitor: Session, ladder: Ladder) -> Iterator[LadderPlaceShown]:
    for row in visitor.ask(ReadLadderBoard(ladder.id, limit=_BEST)).items:
        name = visitor.ask(ReadMember(row.place.member)).name
        yield LadderPlaceShown(row.rank, name, row.place.wins, row.place.games)


def _bracket(visitor: Session) -> str:
    """The first cup of the simulation that is over; that of the live part where there is none."""
    over = [
        one for one in visitor.ask(ListTournaments(limit=100)).items if one.state is TournamentState.FINISHED
    ]
    if not over:
        return ""
    shown = over[-1]
    return f"{shown.title}\n\n{visitor.ask(DrawBracket(shown.id))}"


def _number(name: str, share: Share | None, source: str) -> MeasuredNumber:
    return MeasuredNumber(
        name, share.value if share is not None else None, "share", share.n if share is not None else 0, source
    )
