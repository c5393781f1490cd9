"""Tournaments for commkit, in any community type: a type names the feature `tournaments.brackets`.

`play` is the engine by itself, for whoever has entrants and results of their own: rules, a field and outcomes in;
matches, standings and the winner out.
"""

from commkit_tournaments import subscribers as _subscribers
from commkit_tournaments.brackets.drawing.policy import draw
from commkit_tournaments.brackets.policy import play
from commkit_tournaments.brackets.records import (
    Board,
    BracketMatch,
    BracketMatchState,
    Field,
    Format,
    How,
    Node,
    Outcome,
    Placed,
    Rules,
    Source,
    Stage,
    Standing,
)
from commkit_tournaments.brackets.seeding.policy import Seeding
from commkit_tournaments.brackets.vetoes.policy import VetoAction
from commkit_tournaments.entries import handlers as _entries_handlers
from commkit_tournaments.entries import queries as _entries_queries
from commkit_tournaments.entries.messages import CheckIn, DropOut, EnterTournament, ExplainSeed, ListEntrants
from commkit_tournaments.entries.queries import members_by_entrant
from commkit_tournaments.entries.records import Entrant, EntrantLine, EntrantState, SeedExplanation
from commkit_tournaments.facts import (
    CheckInOpened,
    EntrantCheckedIn,
    EntrantDroppedOut,
    EntrantEntered,
    EntrantsSeeded,
    EvidenceAdded,
    MapChosen,
    MatchDecided,
    MatchDisputed,
    MatchesPlanned,
    MatchFinished,
    MatchReady,
    MatchReopened,
    ResultReported,
    ResultsImported,
    TournamentCancelled,
    TournamentCreated,
    TournamentFinished,
    TournamentStarted,
)
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.maps import handlers as _maps_handlers
from commkit_tournaments.maps.messages import ChooseMap
from commkit_tournaments.matches import handlers as _matches_handlers
from commkit_tournaments.matches import jobs as _matches_jobs
from commkit_tournaments.matches import queries as _matches_queries
from commkit_tournaments.matches.messages import (
    AddEvidence,
    DecideMatch,
    ForfeitMatch,
    ListMyMatches,
    ReadMatch,
    ReportNoShow,
    ReportResult,
)
from commkit_tournaments.matches.records import (
    Decision,
    DecisionId,
    Evidence,
    EvidenceId,
    MapChoice,
    MatchPage,
    PlayState,
    Report,
    TournamentMatch,
    TournamentMatchId,
)
from commkit_tournaments.playing import queries as _playing_queries
from commkit_tournaments.playing.messages import ReadPlayingNumbers
from commkit_tournaments.playing.records import PlayingNumbers
from commkit_tournaments.plugin import Tournaments
from commkit_tournaments.ports import RatingSource
from commkit_tournaments.recorded.importing import handlers as _recorded_importing
from commkit_tournaments.recorded.importing.imports import (
    ResultsReport,
    import_results,
)
from commkit_tournaments.recorded.importing.messages import (
    ImportRecordedGames,
    ImportRecordedTournament,
)
from commkit_tournaments.recorded.importing.records import (
    ExternalGame,
    ExternalPlayer,
    ExternalSide,
    ImportFinding,
    StoredTournament,
)
from commkit_tournaments.recorded.records import (
    RecordedAppearance,
    RecordedGame,
    RecordedGameId,
    RecordedSeries,
    RecordedSeriesId,
    RecordedSide,
    RecordedStage,
    RecordedTeam,
    RecordedTeamId,
    RecordedTournament,
    RecordedTournamentId,
    SideResult,
)
from commkit_tournaments.recorded.views import queries as _recorded_views
from commkit_tournaments.recorded.views.messages import (
    ListRecordedSeries,
    ListRecordedTournaments,
    ReadPlayingHistory,
    ReadRecordedBracket,
    ReadRecordedRosters,
    ReadRecordedStandings,
    ReadRecordedTotals,
)
from commkit_tournaments.recorded.views.records import (
    HistoryLine,
    RecordedBracket,
    RecordedStanding,
    RecordedTable,
    RecordedTotals,
    RosterLine,
    SeriesLine,
    SeriesSide,
)
from commkit_tournaments.setup import handlers as _setup_handlers
from commkit_tournaments.setup.messages import (
    CancelTournament,
    CreateTournament,
    OpenCheckIn,
    PlanMatches,
    SetSeeds,
    StartTournament,
)
from commkit_tournaments.setup.records import EntrantId, Tournament, TournamentId, TournamentState
from commkit_tournaments.views import queries as _views_queries
from commkit_tournaments.views.messages import (
    DrawBracket,
    ListTournaments,
    ReadBracket,
    ReadTournament,
    ReadTournamentNumbers,
)
from commkit_tournaments.views.records import Bracket, DrawnMatch, SideSource, StandingLine, TournamentNumbers

__all__ = [
    "AddEvidence",
    "Board",
    "Bracket",
    "BracketMatch",
    "BracketMatchState",
    "CancelTournament",
    "CheckIn",
    "CheckInOpened",
    "ChooseMap",
    "CreateTournament",
    "DecideMatch",
    "Decision",
    "DecisionId",
    "DrawBracket",
    "DrawnMatch",
    "DropOut",
    "EnterTournament",
    "Entrant",
    "EntrantCheckedIn",
    "EntrantDroppedOut",
    "EntrantEntered",
    "EntrantId",
    "EntrantLine",
    "EntrantState",
    "EntrantsSeeded",
    "Evidence",
    "EvidenceAdded",
    "EvidenceId",
    "ExplainSeed",
    "ExternalGame",
    "ExternalPlayer",
    "ExternalSide",
    "Field",
    "ForfeitMatch",
    "Format",
    "HistoryLine",
    "How",
    "ImportFinding",
    "ImportRecordedGames",
    "ImportRecordedTournament",
    "ListEntrants",
    "ListMyMatches",
    "ListRecordedSeries",
    "ListRecordedTournaments",
    "ListTournaments",
    "MapChoice",
    "MapChosen",
    "MatchDecided",
    "MatchDisputed",
    "MatchFinished",
    "MatchPage",
    "MatchReady",
    "MatchReopened",
    "MatchesPlanned",
    "Node",
    "OpenCheckIn",
    "Outcome",
    "Placed",
    "PlanMatches",
    "PlayState",
    "PlayingNumbers",
    "RatingSource",
    "ReadBracket",
    "ReadMatch",
    "ReadPlayingHistory",
    "ReadPlayingNumbers",
    "ReadRecordedBracket",
    "ReadRecordedRosters",
    "ReadRecordedStandings",
    "ReadRecordedTotals",
    "ReadTournament",
    "ReadTournamentNumbers",
    "RecordedAppearance",
    "RecordedBracket",
    "RecordedGame",
    "RecordedGameId",
    "RecordedSeries",
    "RecordedSeriesId",
    "RecordedSide",
    "RecordedStage",
    "RecordedStanding",
    "RecordedTable",
    "RecordedTeam",
    "RecordedTeamId",
    "RecordedTotals",
    "RecordedTournament",
    "RecordedTournamentId",
    "Report",
    "ReportNoShow",
    "ReportResult",
    "ResultReported",
    "ResultsImported",
    "ResultsReport",
    "RosterLine",
    "Rules",
    "SeedExplanation",
    "Seeding",
    "SeriesLine",
    "SeriesSide",
    "SetSeeds",
    "SideResult",
    "SideSource",
    "Source",
    "Stage",
    "Standing",
    "StandingLine",
    "StartTournament",
    "StoredTournament",
    "Tournament",
    "TournamentCancelled",
    "TournamentCreated",
    "TournamentFinished",
    "TournamentId",
    "TournamentMatch",
    "TournamentMatchId",
    "TournamentNumbers",
    "TournamentStarted",
    "TournamentState",
    "Tournaments",
    "VetoAction",
    "draw",
    "import_results",
    "members_by_entrant",
    "play",
    "tournament_feature",
]

del (
    _entries_handlers,
    _entries_queries,
    _maps_handlers,
    _matches_handlers,
    _matches_jobs,
    _matches_queries,
    _playing_queries,
    _recorded_importing,
    _recorded_views,
    _setup_handlers,
    _views_queries,
    _subscribers,
)
