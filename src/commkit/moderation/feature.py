"""The feature of moderation: its permissions, facts, records and kinds of notifications."""

from commkit.moderation.appeals.facts import AppealDecided, DecisionAppealed
from commkit.moderation.appeals.policy import statement_text
from commkit.moderation.appeals.records import StatementOfReasons
from commkit.moderation.cases.facts import CaseClaimed, ObjectReported
from commkit.moderation.cases.records import CaseFile, ModerationWorkload
from commkit.moderation.checks.facts import PostHeld
from commkit.moderation.decisions.facts import CaseDecided
from commkit.moderation.decisions.records import ModerationLogEntry
from commkit.moderation.misuse.facts import ProcessingResumed
from commkit.moderation.misuse.records import MisuseFile, Requests
from commkit.moderation.outages.facts import ReviewerAbsent, ReviewerReturned
from commkit.moderation.publication.facts import HeldPostWithdrawn
from commkit.moderation.publication.records import HeldPost
from commkit.moderation.records import ModerationSettings
from commkit.moderation.retention import MODERATION_RETAINS, MODERATION_RETENTION
from commkit.moderation.reviews.facts import ReviewRequested
from commkit.moderation.reviews.ports import ReviewPort
from commkit.moderation.slow_mode.facts import SlowModeChanged
from commkit.moderation.space_cases.records import SpaceCase
from commkit.moderation.strikes.facts import StrikeGiven
from commkit.moderation.tables import metadata
from commkit.moderation.views.records import CaseView, ReportView
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import (
    MEMBER,
    OWNER,
    SILENCED,
    STEWARD,
    SUSPENDED,
    SYSTEM_ROLE,
    VISITOR,
    NotificationKind,
)

_APPEAL_PERMISSIONS = {"moderation.appeal", "moderation.read_decision"}

moderation = Feature(
    "moderation",
    tables=metadata,
    retention=MODERATION_RETENTION,
    retains=MODERATION_RETAINS,
    migrations="commkit.migrations",
    settings=ModerationSettings(),
    port_types=(ReviewPort,),
    grants={
        VISITOR: {"moderation.read_log"},
        MEMBER: {
            "moderation.report",
            "moderation.list_held",
            "moderation.withdraw_held",
            "moderation.moderate_space:space",
            "moderation.skip_checks:space",
            "moderation.set_slow_mode:space",
            *_APPEAL_PERMISSIONS,
        },
        SILENCED: {
            "moderation.report",
            "moderation.list_held",
            "moderation.withdraw_held",
            *_APPEAL_PERMISSIONS,
        },
        SUSPENDED: _APPEAL_PERMISSIONS,
        STEWARD: {
            "moderation.handle",
            "moderation.decide",
            "moderation.set_slow_mode",
            "moderation.skip_checks",
        },
        OWNER: {"moderation.read_transparency"},
        SYSTEM_ROLE: {"moderation.record_review", "moderation.purge"},
    },
    explicit_permissions=("moderation.decide", "moderation.report"),
    facts=(
        ObjectReported,
        CaseClaimed,
        ReviewRequested,
        PostHeld,
        HeldPostWithdrawn,
        CaseDecided,
        StrikeGiven,
        DecisionAppealed,
        AppealDecided,
        ProcessingResumed,
        SlowModeChanged,
        ReviewerAbsent,
        ReviewerReturned,
    ),
    records=(
        HeldPost,
        SpaceCase,
        CaseFile,
        StatementOfReasons,
        ModerationLogEntry,
        ModerationWorkload,
        CaseView,
        ReportView,
        MisuseFile,
        Requests,
    ),
    notification_kinds=(
        NotificationKind(
            name="moderation.held",
            summary="A post of yours is hidden until a moderator has decided about it.",
            sentence="“{title}” is hidden until a moderator has decided about it.",
        ),
        NotificationKind(
            name="moderation.decided",
            summary="A decision about you or something you wrote, with its reasons and what you can do against it.",
            channels=("inbox", "mail"),
            urgent=True,
            mail_text=statement_text,
        ),
        NotificationKind(
            name="moderation.appeal_decided",
            summary="Your appeal was decided.",
            channels=("inbox", "mail"),
            urgent=True,
        ),
        NotificationKind(
            name="moderation.processing_resumed",
            summary="Your reports or appeals are processed again, before the suspension was to end.",
        ),
        NotificationKind(name="moderation.report_handled", summary="What you reported was decided."),
        NotificationKind(
            name="moderation.reviewer_absent",
            summary="The reviewer of posts does not answer; its rule for that decides about them.",
            channels=("inbox", "mail"),
        ),
    ),
)
"""The feature of moderation: reports, decisions, appeals, checks and slow mode."""
