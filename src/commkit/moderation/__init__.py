"""Moderation: reports, decisions, appeals, checks and slow mode."""

from commkit.moderation import handlers as _handlers
from commkit.moderation import jobs as _jobs
from commkit.moderation import subscribers as _subscribers
from commkit.moderation import visibility as _visibility
from commkit.moderation.appeals import handlers as _appeals
from commkit.moderation.appeals import queries as _appeal_queries
from commkit.moderation.appeals.facts import AppealDecided, DecisionAppealed
from commkit.moderation.appeals.messages import (
    AppealDecision,
    DecideAppeal,
    ListMyStatementsOfReasons,
    ReadDecision,
)
from commkit.moderation.appeals.policy import statement_text
from commkit.moderation.appeals.records import Appeal, StatementOfReasons
from commkit.moderation.cases import handlers as _cases
from commkit.moderation.cases import queries as _case_queries
from commkit.moderation.cases.facts import CaseClaimed, ObjectReported
from commkit.moderation.cases.messages import (
    AssignCase,
    ClaimCase,
    FileReport,
    ListCases,
    ReadCase,
    ReadModerationWorkload,
    ReleaseCase,
)
from commkit.moderation.cases.queries import count_reporters
from commkit.moderation.cases.records import (
    Case,
    CaseFile,
    CaseId,
    Detection,
    ModerationWorkload,
    ModeratorWorkload,
    Report,
    ReportId,
)
from commkit.moderation.checks import gates as _check_gates
from commkit.moderation.checks import reactions as _check_reactions
from commkit.moderation.checks.facts import PostHeld
from commkit.moderation.checks.gates import refuse_foreign_text
from commkit.moderation.checks.reactions import hold_foreign_post
from commkit.moderation.decisions import handlers as _decisions
from commkit.moderation.decisions import queries as _decision_queries
from commkit.moderation.decisions.facts import CaseDecided
from commkit.moderation.decisions.messages import DecideCase, ListModerationLog
from commkit.moderation.decisions.records import (
    Decision,
    DecisionGround,
    DecisionId,
    DecisionSource,
    ModerationAction,
    ModerationLogEntry,
)
from commkit.moderation.feature import moderation
from commkit.moderation.http_phase.ports import HttpModerationPhase
from commkit.moderation.messages import PurgeModeration
from commkit.moderation.misuse import explanations as _misuse_explanations
from commkit.moderation.misuse import gates as _misuse_gates
from commkit.moderation.misuse import handlers as _misuse
from commkit.moderation.misuse import offers as _misuse_offers
from commkit.moderation.misuse import queries as _misuse_queries
from commkit.moderation.misuse.facts import ProcessingResumed
from commkit.moderation.misuse.messages import EndProcessingSuspension, ReadMisuse
from commkit.moderation.misuse.records import MisuseFile, ProcessingSuspension, Requests
from commkit.moderation.outages import subscribers as _outages
from commkit.moderation.outages.facts import ReviewerAbsent, ReviewerReturned
from commkit.moderation.outages.queries import outages_everywhere
from commkit.moderation.publication import gates as _publication_gates
from commkit.moderation.publication import handlers as _publication
from commkit.moderation.publication import queries as _publication_queries
from commkit.moderation.publication.facts import HeldPostWithdrawn
from commkit.moderation.publication.messages import ListMyHeldPosts, WithdrawHeldPost
from commkit.moderation.publication.records import HeldPost
from commkit.moderation.records import ModerationSettings
from commkit.moderation.reviews import subscribers as _reviews
from commkit.moderation.reviews.facts import ReviewRequested
from commkit.moderation.reviews.policy import ReviewFailed
from commkit.moderation.reviews.ports import FallibleReviewPort, ReviewPort
from commkit.moderation.reviews.records import (
    Absence,
    AbsenceRule,
    ReviewOutcome,
    ReviewRequest,
    ReviewVerdict,
)
from commkit.moderation.slow_mode import explanations as _slow_mode_explanations
from commkit.moderation.slow_mode import gates as _slow_mode_gates
from commkit.moderation.slow_mode import handlers as _slow_mode
from commkit.moderation.slow_mode.facts import SlowModeChanged
from commkit.moderation.slow_mode.handlers import waive_pause
from commkit.moderation.slow_mode.messages import SetSlowMode
from commkit.moderation.slow_mode.queries import thread_pause
from commkit.moderation.space_cases import handlers as _space_cases
from commkit.moderation.space_cases import queries as _space_case_queries
from commkit.moderation.space_cases.messages import DecideSpaceCase, ListSpaceCases
from commkit.moderation.space_cases.records import SpaceCase
from commkit.moderation.strikes.facts import StrikeGiven
from commkit.moderation.strikes.records import Strike, StrikeId
from commkit.moderation.transparency import queries as _transparency_queries
from commkit.moderation.transparency.messages import ReadTransparencyNumbers
from commkit.moderation.transparency.policy import transparency_lines
from commkit.moderation.transparency.records import (
    AutomatedDecisions,
    ComplaintCount,
    NoticeCount,
    OwnActionCount,
    ReviewCount,
    SuspensionCount,
    TransparencyNumbers,
)
from commkit.moderation.views import offers as _offers
from commkit.moderation.views import queries as _views_queries
from commkit.moderation.views.messages import ViewCases
from commkit.moderation.views.records import CaseView, ReportView

__all__ = [
    "Absence",
    "AbsenceRule",
    "Appeal",
    "AppealDecided",
    "AppealDecision",
    "AssignCase",
    "AutomatedDecisions",
    "Case",
    "CaseClaimed",
    "CaseDecided",
    "CaseFile",
    "CaseId",
    "CaseView",
    "ClaimCase",
    "ComplaintCount",
    "DecideAppeal",
    "DecideCase",
    "DecideSpaceCase",
    "Decision",
    "DecisionAppealed",
    "DecisionGround",
    "DecisionId",
    "DecisionSource",
    "Detection",
    "EndProcessingSuspension",
    "FallibleReviewPort",
    "FileReport",
    "HeldPost",
    "HeldPostWithdrawn",
    "HttpModerationPhase",
    "ListCases",
    "ListModerationLog",
    "ListMyHeldPosts",
    "ListMyStatementsOfReasons",
    "ListSpaceCases",
    "MisuseFile",
    "ModerationAction",
    "ModerationLogEntry",
    "ModerationSettings",
    "ModerationWorkload",
    "ModeratorWorkload",
    "NoticeCount",
    "ObjectReported",
    "OwnActionCount",
    "PostHeld",
    "ProcessingResumed",
    "ProcessingSuspension",
    "PurgeModeration",
    "ReadCase",
    "ReadDecision",
    "ReadMisuse",
    "ReadModerationWorkload",
    "ReadTransparencyNumbers",
    "ReleaseCase",
    "Report",
    "ReportId",
    "ReportView",
    "Requests",
    "ReviewCount",
    "ReviewFailed",
    "ReviewOutcome",
    "ReviewPort",
    "ReviewRequest",
    "ReviewRequested",
    "ReviewVerdict",
    "ReviewerAbsent",
    "ReviewerReturned",
    "SetSlowMode",
    "SlowModeChanged",
    "SpaceCase",
    "StatementOfReasons",
    "Strike",
    "StrikeGiven",
    "StrikeId",
    "SuspensionCount",
    "TransparencyNumbers",
    "ViewCases",
    "WithdrawHeldPost",
    "count_reporters",
    "hold_foreign_post",
    "moderation",
    "outages_everywhere",
    "refuse_foreign_text",
    "statement_text",
    "thread_pause",
    "transparency_lines",
    "waive_pause",
]

del (
    _offers,
    _views_queries,
    _handlers,
    _jobs,
    _subscribers,
    _visibility,
    _appeals,
    _appeal_queries,
    _cases,
    _case_queries,
    _check_gates,
    _check_reactions,
    _decisions,
    _decision_queries,
    _reviews,
    _misuse,
    _misuse_explanations,
    _misuse_gates,
    _misuse_offers,
    _misuse_queries,
    _outages,
    _space_cases,
    _space_case_queries,
    _transparency_queries,
    _publication,
    _publication_gates,
    _publication_queries,
    _slow_mode_explanations,
    _slow_mode_gates,
    _slow_mode,
)
