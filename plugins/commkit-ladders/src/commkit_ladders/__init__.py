"""Ladders for commkit: skill with uncertainty from games, seasons, divisions and boards, in any community type.

A type declares how a sort of ladder counts (`LadderRules`), whose results count on it (`ResultSource`), and names the
feature `ladders.play`.
"""

from commkit_ladders.boards import handlers as _board_handlers
from commkit_ladders.boards import queries as _board_queries
from commkit_ladders.boards.messages import (
    ReadLadderBoard,
    ReadLadderBoardAround,
    ReadListed,
    SetListed,
)
from commkit_ladders.boards.records import LadderBoard, LadderRow
from commkit_ladders.games import explanations as _game_explanations
from commkit_ladders.games import handlers as _game_handlers
from commkit_ladders.games import offers as _game_offers
from commkit_ladders.games import queries as _game_queries
from commkit_ladders.games import subscribers as _game_subscribers
from commkit_ladders.games.facts import (
    GameAnnulled,
    GameConfirmed,
    GameCorrected,
    GameCounted,
    GameDisputed,
    GameReported,
)
from commkit_ladders.games.messages import (
    AnnulGame,
    ConfirmGame,
    CorrectGame,
    DisputeGame,
    ListGames,
    ReadGame,
    RecordGame,
    ReportGame,
)
from commkit_ladders.games.records import (
    Game,
    GameDraft,
    GameId,
    GameSide,
    GameState,
    ResultSource,
    SkillChange,
)
from commkit_ladders.games.taking import handlers as _taking_handlers
from commkit_ladders.games.taking import subscribers as _taking_subscribers
from commkit_ladders.ladders import handlers as _ladder_handlers
from commkit_ladders.ladders import queries as _ladder_queries
from commkit_ladders.ladders.facts import (
    LadderClosed,
    LadderOpened,
    LadderReplayed,
    MemberDemoted,
    MemberPromoted,
    MemberUnplaced,
    SeasonEnded,
)
from commkit_ladders.ladders.feature import ladder_feature
from commkit_ladders.ladders.messages import (
    CloseLadder,
    ListLadders,
    ListSkillChanges,
    OpenLadder,
    ReadLadder,
    ReadLadderPlace,
)
from commkit_ladders.ladders.queries import skills_of
from commkit_ladders.ladders.records import Ladder, LadderId, LadderInfo, LadderPlace, Season
from commkit_ladders.numbers import queries as _number_queries
from commkit_ladders.numbers.messages import ReadLadderNumbers
from commkit_ladders.numbers.records import LadderNumbers
from commkit_ladders.plugin import Ladders
from commkit_ladders.replaying import handlers as _replaying_handlers
from commkit_ladders.seasons import handlers as _season_handlers
from commkit_ladders.seasons.messages import EndSeason
from commkit_ladders.skills.records import Division, DivisionMoves, LadderRules, TieRule

__all__ = [
    "AnnulGame",
    "CloseLadder",
    "ConfirmGame",
    "CorrectGame",
    "DisputeGame",
    "Division",
    "DivisionMoves",
    "EndSeason",
    "Game",
    "GameAnnulled",
    "GameConfirmed",
    "GameCorrected",
    "GameCounted",
    "GameDisputed",
    "GameDraft",
    "GameId",
    "GameReported",
    "GameSide",
    "GameState",
    "Ladder",
    "LadderBoard",
    "LadderClosed",
    "LadderId",
    "LadderInfo",
    "LadderNumbers",
    "LadderOpened",
    "LadderPlace",
    "LadderReplayed",
    "LadderRow",
    "LadderRules",
    "Ladders",
    "ListGames",
    "ListLadders",
    "ListSkillChanges",
    "MemberDemoted",
    "MemberPromoted",
    "MemberUnplaced",
    "OpenLadder",
    "ReadGame",
    "ReadLadder",
    "ReadLadderBoard",
    "ReadLadderBoardAround",
    "ReadLadderNumbers",
    "ReadLadderPlace",
    "ReadListed",
    "RecordGame",
    "ReportGame",
    "ResultSource",
    "Season",
    "SeasonEnded",
    "SetListed",
    "SkillChange",
    "TieRule",
    "ladder_feature",
    "skills_of",
]

del (
    _board_handlers,
    _board_queries,
    _game_explanations,
    _game_handlers,
    _game_offers,
    _game_queries,
    _game_subscribers,
    _ladder_handlers,
    _ladder_queries,
    _number_queries,
    _replaying_handlers,
    _season_handlers,
    _taking_handlers,
    _taking_subscribers,
)
