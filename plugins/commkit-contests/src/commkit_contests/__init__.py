"""Judged contests for commkit: criteria, blind marks, judges calibrated against each other, in any community type.

A type names the feature `contests.contests`, and may declare whose entries a judge does not mark (`JudgeConflict`).
"""

from commkit_contests.conflicts.records import JudgeConflict
from commkit_contests.contests import handlers as _contest_handlers
from commkit_contests.contests import offers as _contest_offers
from commkit_contests.contests import queries as _contest_queries
from commkit_contests.contests import subscribers as _contest_subscribers
from commkit_contests.contests.messages import (
    AddContestJudge,
    CancelContest,
    CloseContestMarks,
    EndContestEntries,
    ListContests,
    ListJudgeProgress,
    OpenContest,
    PublishContestResult,
    ReadContest,
    ReopenContest,
)
from commkit_contests.contests.records import (
    Calibration,
    Contest,
    ContestCriterion,
    ContestCriterionDraft,
    ContestId,
    ContestJudge,
    ContestReopening,
    ContestState,
    ContestTieRule,
    ContestView,
    JudgeProgress,
)
from commkit_contests.entries import handlers as _entry_handlers
from commkit_contests.entries import offers as _entry_offers
from commkit_contests.entries import queries as _entry_queries
from commkit_contests.entries.messages import (
    AddCalibrationEntry,
    ListContestEntries,
    ReadContestEntry,
    SubmitContestEntry,
    WithdrawContestEntry,
)
from commkit_contests.entries.records import ContestEntry, ContestEntryId
from commkit_contests.facts import (
    ContestEntryMarked,
    ContestEntrySubmitted,
    ContestEntryWithdrawn,
    ContestJudgeAdded,
    ContestJudgeRecused,
    ContestOpened,
    ContestReopened,
    ContestResultPublished,
    ContestStateChanged,
)
from commkit_contests.feature import ContestSettings, contest_feature
from commkit_contests.marks import explanations as _mark_explanations
from commkit_contests.marks import handlers as _mark_handlers
from commkit_contests.marks import queries as _mark_queries
from commkit_contests.marks import visibility as _mark_visibility
from commkit_contests.marks.messages import ListContestMarks, MarkContestEntry, RecuseFromContestEntry
from commkit_contests.marks.records import ContestMark, ContestMarkId
from commkit_contests.plugin import Contests
from commkit_contests.results import queries as _result_queries
from commkit_contests.results.messages import ExplainContestPlace, ListContestPlaces
from commkit_contests.results.records import ContestPart, PlaceExplanation

__all__ = [
    "AddCalibrationEntry",
    "AddContestJudge",
    "Calibration",
    "CancelContest",
    "CloseContestMarks",
    "Contest",
    "ContestCriterion",
    "ContestCriterionDraft",
    "ContestEntry",
    "ContestEntryId",
    "ContestEntryMarked",
    "ContestEntrySubmitted",
    "ContestEntryWithdrawn",
    "ContestId",
    "ContestJudge",
    "ContestJudgeAdded",
    "ContestJudgeRecused",
    "ContestMark",
    "ContestMarkId",
    "ContestOpened",
    "ContestPart",
    "ContestReopened",
    "ContestReopening",
    "ContestResultPublished",
    "ContestSettings",
    "ContestState",
    "ContestStateChanged",
    "ContestTieRule",
    "ContestView",
    "Contests",
    "EndContestEntries",
    "ExplainContestPlace",
    "JudgeConflict",
    "JudgeProgress",
    "ListContestEntries",
    "ListContestMarks",
    "ListContestPlaces",
    "ListContests",
    "ListJudgeProgress",
    "MarkContestEntry",
    "OpenContest",
    "PlaceExplanation",
    "PublishContestResult",
    "ReadContest",
    "ReadContestEntry",
    "RecuseFromContestEntry",
    "ReopenContest",
    "SubmitContestEntry",
    "WithdrawContestEntry",
    "contest_feature",
]

del (
    _contest_handlers,
    _contest_offers,
    _contest_queries,
    _contest_subscribers,
    _entry_handlers,
    _entry_offers,
    _entry_queries,
    _mark_explanations,
    _mark_handlers,
    _mark_queries,
    _mark_visibility,
    _result_queries,
)
