"""How the simulated community holds cups: who is stronger wins more often, and some results are disputed."""

from datetime import datetime, timedelta
from functools import partial

from attrs import define, field

from commkit_demo.gaming.personas import CAPTAIN, ORGANISER, PLAYER
from commkit_demo.simulation import Visit
from commkit_gaming import LADDER
from commkit_ladders import Ladder, OpenLadder
from commkit_tournaments import (
    CreateTournament,
    DecideMatch,
    EnterTournament,
    Entrant,
    EntrantId,
    ListMyMatches,
    PlayState,
    ReadBracket,
    ReadTournament,
    ReportResult,
    StartTournament,
    Tournament,
    TournamentMatch,
    TournamentMatchId,
    TournamentState,
)

_SIZE, _SMALLEST = 8, 4
_WAITING = timedelta(days=2)
_REPORT_WITHIN = timedelta(hours=8)
_WRONG = 0.08
"""How often who reports second says that they won what they lost."""
_OPEN = (PlayState.READY, PlayState.REPORTED)


@define
class Cups:
    """What the simulation remembers of cups.

    Attributes:
        ladder: Whether the ladder is open.
        cup: The cup that is entered or played; None for none.
        by: The number of the organiser who holds it.
        since: When it was made.
        started: Whether it has started.
        count: How many cups there were.
        players: The numbers of who plays, by entrant of the cup.
        scores: How matches were played, home and away.
        reported: Who has reported which match.
    """

    ladder: bool = False
    cup: Tournament | None = None
    by: int = -1
    since: datetime | None = None
    started: bool = False
    count: int = 0
    players: dict[EntrantId, int] = field(factory=dict)
    scores: dict[TournamentMatchId, tuple[int, int]] = field(factory=dict)
    reported: set[tuple[TournamentMatchId, int]] = field(factory=set)

    def open_ladder(self, visit: Visit) -> None:
        """The first organiser opens the ladder on which cups count."""
        if visit.player.persona is ORGANISER and not self.ladder:
            visit.do(OpenLadder(LADDER, title="The ladder", rules="play"), self._ladder_opened)

    def hold(self, visit: Visit) -> None:
        """An organiser makes a cup where there is none, starts it, and makes the next one when it is over."""
        player = visit.player
        if player.persona is not ORGANISER or (self.cup is not None and self.by != player.number):
            return
        if self.cup is None:
            command = CreateTournament(
                title=f"Cup {self.count + 1}", capacity=_SIZE, report_within=_REPORT_WITHIN, third_place=True
            )
            visit.do(command, partial(self._made, player.number, visit.now))
        elif not self.started:
            waited = self.since is not None and visit.now - self.since >= _WAITING
            if len(self.players) == _SIZE or (waited and len(self.players) >= _SMALLEST):
                visit.do(StartTournament(self.cup.id), self._started)
        elif visit.session.ask(ReadTournament(self.cup.id)).state is TournamentState.FINISHED:
            visit.after_commit(self._ended)

    def enter(self, visit: Visit) -> None:
        """Players and captains enter the cup."""
        player = visit.player
        if self.cup is None or self.started or player.member is None:
            return
        entered = player.number in self.players.values() or len(self.players) >= _SIZE
        if player.persona in {PLAYER, CAPTAIN} and not entered and visit.happens(0.7):
            visit.do(EnterTournament(self.cup.id), partial(self._entered, player.number))

    def report(self, visit: Visit) -> None:
        """Who plays says how their matches ended; now and then the second one says otherwise."""
        player = visit.player
        if not self.started or player.number not in self.players.values():
            return
        for match in sorted(visit.session.ask(ListMyMatches()).items, key=lambda each: each.key):
            if match.state in _OPEN and (match.id, player.number) not in self.reported:
                first = match.id not in self.scores
                home, away = self._played(visit, match) if first else self.scores[match.id]
                if not first and visit.happens(_WRONG):
                    home, away = away, home
                command = ReportResult(match.id, home_score=home, away_score=away)
                then = partial(self._reported, match.id, player.number, (home, away), first)
                visit.do(command, then)

    def judge(self, visit: Visit) -> None:
        """The organiser decides what sides disagree about, as it was played."""
        if self.cup is None or not self.started or visit.player.number != self.by:
            return
        for drawn in visit.session.ask(ReadBracket(self.cup.id)).matches:
            match = drawn.match
            if match.state is PlayState.DISPUTED and match.id in self.scores:
                home, away = self.scores[match.id]
                command = DecideMatch(
                    match=match.id,
                    winner=match.home if home > away else match.away,
                    home_score=home,
                    away_score=away,
                    reason="The recording shows it.",
                )
                visit.do(command)

    def _played(self, visit: Visit, match: TournamentMatch) -> tuple[int, int]:
        """Three rounds or more; the chance of a side is its strength among both."""
        home, away = (_strength(self.players[side]) for side in (match.home, match.away) if side is not None)
        least = visit.rng.randint(0, 2)
        return (3, least) if visit.rng.random() < home / (home + away) else (least, 3)

    def _ladder_opened(self, _: Ladder) -> None:
        self.ladder = True

    def _made(self, number: int, now: datetime, cup: Tournament) -> None:
        self.cup, self.by, self.since, self.started = cup, number, now, False
        self.count += 1
        self.players = {}

    def _started(self, _: Tournament) -> None:
        self.started = True

    def _ended(self) -> None:
        self.cup, self.started = None, False

    def _entered(self, number: int, entrant: Entrant) -> None:
        self.players[entrant.id] = number

    def _reported(
        self,
        match: TournamentMatchId,
        number: int,
        score: tuple[int, int],
        first: bool,
        _: TournamentMatch,
    ) -> None:
        self.reported.add((match, number))
        if first:
            self.scores[match] = score


def _strength(number: int) -> float:
    """How strong somebody is, from 1 to 16; it has nothing to do with the order in which people join."""
    return 2.0 ** (number * 7 % 5)
