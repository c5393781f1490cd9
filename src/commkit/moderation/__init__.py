"""Moderation: reports, decisions, appeals and limits."""

from commkit.moderation import appeals as _appeals
from commkit.moderation import checking as _checking
from commkit.moderation import decisions as _decisions
from commkit.moderation import explaining as _explaining
from commkit.moderation import handlers as _handlers
from commkit.moderation import notices as _notices
from commkit.moderation import numbers as _numbers
from commkit.moderation import pace as _pace
from commkit.moderation import reviewing as _reviewing
from commkit.moderation.facts import (
    AppealDecided,
    CaseClaimed,
    CaseDecided,
    DecisionAppealed,
    ObjectReported,
    PostHeld,
    ReviewWanted,
    StrikeGiven,
    ThreadSlowed,
)
from commkit.moderation.feature import ModerationSettings, moderation
from commkit.moderation.messages import (
    AppealDecision,
    AssignCase,
    ClaimCase,
    Decide,
    DecideAppeal,
    FileReport,
    MyStatements,
    PublicLog,
    Queue,
    ReadCase,
    ReadDecision,
    ReadLoad,
    RecordReview,
    ReleaseCase,
    SlowThread,
    TidyModeration,
)
from commkit.moderation.records import (
    Action,
    Appeal,
    Case,
    CaseFile,
    CaseId,
    Decision,
    DecisionId,
    Finding,
    Ground,
    LogEntry,
    ModeratorLoad,
    ModeratorShare,
    Outcome,
    Report,
    ReportId,
    ReviewPort,
    Statement,
    Strike,
    StrikeId,
    TextToReview,
    Verdict,
)

__all__ = [
    "Action",
    "Appeal",
    "AppealDecided",
    "AppealDecision",
    "AssignCase",
    "Case",
    "CaseClaimed",
    "CaseDecided",
    "CaseFile",
    "CaseId",
    "ClaimCase",
    "Decide",
    "DecideAppeal",
    "Decision",
    "DecisionAppealed",
    "DecisionId",
    "FileReport",
    "Finding",
    "Ground",
    "LogEntry",
    "ModerationSettings",
    "ModeratorLoad",
    "ModeratorShare",
    "MyStatements",
    "ObjectReported",
    "Outcome",
    "PostHeld",
    "PublicLog",
    "Queue",
    "ReadCase",
    "ReadDecision",
    "ReadLoad",
    "RecordReview",
    "ReleaseCase",
    "Report",
    "ReportId",
    "ReviewPort",
    "ReviewWanted",
    "SlowThread",
    "Statement",
    "Strike",
    "StrikeGiven",
    "StrikeId",
    "TextToReview",
    "ThreadSlowed",
    "TidyModeration",
    "Verdict",
    "moderation",
]

del _appeals, _checking, _decisions, _explaining, _handlers, _notices, _numbers, _pace, _reviewing
