"""How a recorded tournament and its games are imported."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from attrs import asdict

from commkit import Context, MemberId, NotFound
from commkit.importers import ImportResult, imported_people
from commkit_tournaments.facts import ResultsImported
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.recorded.importing import statements as sql
from commkit_tournaments.recorded.importing.messages import ImportRecordedGames, ImportRecordedTournament
from commkit_tournaments.recorded.importing.records import ExternalGame, ExternalSide, StoredTournament
from commkit_tournaments.recorded.policy import place_of
from commkit_tournaments.recorded.records import (
    RecordedAppearance,
    RecordedGame,
    RecordedGameId,
    RecordedSeries,
    RecordedSeriesId,
    RecordedSide,
    RecordedTeam,
    RecordedTeamId,
    RecordedTournament,
    RecordedTournamentId,
    SideResult,
)

ALREADY = "already imported"
Stored = RecordedGame | RecordedSide | RecordedAppearance | RecordedSeries | RecordedTeam


@tournament_feature.handles(ImportRecordedTournament)
def import_recorded_tournament(context: Context, command: ImportRecordedTournament) -> StoredTournament:
    """Add it unless it is there: its source is unique."""
    imported = RecordedTournament(
        id=RecordedTournamentId(context.new_id(at=command.started_at)),
        source=command.source,
        title=command.title,
        started_at=command.started_at,
        ended_at=command.ended_at,
        imported_at=None,
    )
    if context.run(sql.ADD, imported):
        return StoredTournament(imported.id, created=True)
    ((id,),) = context.rows(sql.OF_SOURCE, source=command.source)
    return StoredTournament(RecordedTournamentId(id), created=False)


@tournament_feature.handles(ImportRecordedGames)
def import_recorded_games(context: Context, command: ImportRecordedGames) -> ImportResult:
    """Add the games that are new, each with its sides and players."""
    held = context.one(sql.LOCK, tournament=command.tournament)
    if held is None:
        raise NotFound(
            "tournaments.not_recorded", "there is no such recorded tournament; import the tournament first"
        )
    (imported_at,) = held
    known = _known(context, command)
    new: dict[str, ExternalGame] = {}
    skipped: Counter[str] = Counter()
    for game in command.games:
        if game.external_id in known or game.external_id in new:
            skipped[ALREADY] += sum(len(side.players) for side in game.sides)
        else:
            new[game.external_id] = game
    rows = _Rows(context, command, list(new.values()))
    for game in new.values():
        rows.add(game)
    imported = rows.write()
    skipped.update(rows.skipped)
    if new:
        context.emit(ResultsImported(tournament=command.tournament, games=len(new)))
    if command.last and imported_at is None:
        context.run(sql.FINISH, tournament=command.tournament, now=context.now)
    return ImportResult(imported, dict(skipped))


def _known(context: Context, command: ImportRecordedGames) -> set[str]:
    ids = sorted({game.external_id for game in command.games})
    rows = context.rows(sql.KNOWN_GAMES, tournament=command.tournament, external_ids=ids) if ids else []
    return {external_id for (external_id,) in rows}


class _Rows:
    """The rows of the new games of a batch."""

    def __init__(self, context: Context, command: ImportRecordedGames, games: Sequence[ExternalGame]) -> None:
        self.skipped: Counter[str] = Counter()
        self._context = context
        self._tournament = command.tournament
        self._series = _series_of(context, command.tournament, games)
        self._teams = _teams_of(context, command.source, games)
        players = {each.player for game in games for side in game.sides for each in side.players}
        self._people: Mapping[str | None, MemberId | None] = imported_people(context, command.source, players)
        self._games: list[RecordedGame] = []
        self._sides: list[RecordedSide] = []
        self._appearances: list[RecordedAppearance] = []

    def add(self, game: ExternalGame) -> None:
        """Take a game with its sides and players."""
        results = [result_of(side) for side in game.sides]
        decided = results.count(SideResult.WON) == 1 and results.count(SideResult.LOST) == len(results) - 1
        stored = RecordedGame(
            id=RecordedGameId(self._context.new_id(at=game.ended_at)),
            tournament=self._tournament,
            series=self._series[game.series],
            external_id=game.external_id,
            ended_at=game.ended_at,
            seconds=game.seconds,
            mode=game.mode,
            map=game.map,
            decided=decided and len(results) > 1,
        )
        self._games.append(stored)
        for side, result in zip(game.sides, results, strict=True):
            self._add_side(stored, side, result)

    def _add_side(self, game: RecordedGame, side: ExternalSide, result: SideResult) -> None:
        team, wins = self._teams[side.team], sum(each.won for each in side.players)
        self._sides.append(
            RecordedSide(
                game=game.id,
                team=team,
                tournament=game.tournament,
                series=game.series,
                result=result,
                score=side.score,
                win_rows=wins,
                loss_rows=len(side.players) - wins,
                won=int(game.decided and result is SideResult.WON),
                lost=int(game.decided and result is SideResult.LOST),
            )
        )
        for each in side.players:
            member = self._people.get(each.player)
            if member is None:
                # Nothing is added of them; what the row says about the team stays.
                self.skipped["player erased" if each.player in self._people else "player not a member"] += 1
                continue
            self._appearances.append(
                RecordedAppearance(
                    game=game.id,
                    member=member,
                    tournament=game.tournament,
                    team=team,
                    ended_at=game.ended_at,
                    won=int(each.won),
                    kills=each.kills,
                    deaths=each.deaths,
                    assists=each.assists,
                )
            )

    def write(self) -> int:
        """Store all of it; gives how many rows were imported."""
        self._context.run_many(sql.GAME_ROWS.add, [_values(each) for each in self._games])
        self._context.run_many(sql.SIDE_ROWS.add, [_values(each) for each in self._sides])
        self._context.run_many(sql.APPEARANCE_ROWS.add, [_values(each) for each in self._appearances])
        return len(self._appearances)


def result_of(side: ExternalSide) -> SideResult:
    """What the rows of a team say.

    Args:
        side: The team in a game.
    """
    said = {each.won for each in side.players}
    if len(said) != 1:
        return SideResult.UNCLEAR
    return SideResult.WON if said == {True} else SideResult.LOST


def _series_of(
    context: Context, tournament: RecordedTournamentId, games: Sequence[ExternalGame]
) -> dict[str, RecordedSeriesId]:
    """The series of some games, which are added where they are new, each at the time of its first game."""
    first: dict[str, ExternalGame] = {}
    for game in games:
        if game.series not in first or game.ended_at < first[game.series].ended_at:
            first[game.series] = game
    added = []
    for name in sorted(first):
        place = place_of(name)
        added.append(
            RecordedSeries(
                id=RecordedSeriesId(context.new_id(at=first[name].ended_at)),
                tournament=tournament,
                external_id=name,
                stage=place.stage,
                part=place.part,
                round=place.round,
                number=place.number,
            )
        )
    context.run_many(sql.ADD_SERIES, [_values(each) for each in added])
    rows = context.rows(sql.SERIES, tournament=tournament, external_ids=sorted(first)) if first else []
    return {name: RecordedSeriesId(id) for name, id in rows}


def _teams_of(context: Context, source: str, games: Sequence[ExternalGame]) -> dict[str, RecordedTeamId]:
    """The teams of some games, which are added where they are new, in the order of their names, against deadlocks."""
    names = sorted({side.team for game in games for side in game.sides})
    added = [RecordedTeam(RecordedTeamId(context.new_id()), source, name) for name in names]
    context.run_many(sql.ADD_TEAM, [_values(each) for each in added])
    rows: list[tuple[str, UUID]] = context.rows(sql.TEAMS, source=source, names=names) if names else []
    return {name: RecordedTeamId(id) for name, id in rows}


def _values(record: Stored) -> dict[str, object]:
    return asdict(record)
