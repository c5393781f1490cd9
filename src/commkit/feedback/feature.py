"""The feature of feedback: settings, grants, facts and kinds of notifications."""

from datetime import timedelta
from typing import Literal

from attrs import field, frozen
from attrs.validators import ge, le, min_len

from commkit.feedback.findings import facts as findings
from commkit.feedback.findings import tables as _finding_tables
from commkit.feedback.incentives import facts as incentives
from commkit.feedback.incentives import tables as _incentive_tables
from commkit.feedback.measures import LEAD_TIME
from commkit.feedback.merging import facts as merging
from commkit.feedback.panels import facts as panels
from commkit.feedback.panels import tables as _panel_tables
from commkit.feedback.panels.records import PanelConsent, Panelist, PanelMetrics, ScreeningQuestion
from commkit.feedback.suggestions import facts as suggestions
from commkit.feedback.suggestions import tables as _suggestion_tables
from commkit.feedback.suggestions.records import (
    FeedbackMetrics,
    RoadmapColumn,
    SuggestionKind,
    SuggestionUpdate,
)
from commkit.feedback.survey_results.records import SurveyResults, SurveyTextAnswer
from commkit.feedback.surveys import facts as surveys
from commkit.feedback.surveys import tables as _survey_tables
from commkit.feedback.surveys.records import SurveyQuestion
from commkit.feedback.tables import metadata
from commkit.feedback.tasks import facts as tasks
from commkit.feedback.tasks import tables as _task_tables
from commkit.feedback.tasks.records import PanelTaskAssignment, PanelTaskAssignmentResult
from commkit.feedback.views.records import SuggestionView
from commkit.feedback.votes import facts as votes
from commkit.feedback.votes import tables as _vote_tables
from commkit.feedback.votes.records import SuggestionVote, VoteBudget
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, SILENCED, STEWARD, SYSTEM_ROLE, VISITOR, NotificationKind

_MAX_PERIOD = timedelta(days=3_650)


@frozen
class FeedbackSettings:
    """How a community collects feedback.

    Attributes:
        kinds: The kinds of suggestions it accepts.
        max_tags: Tags of a suggestion at most, 0 to 20.
        voting: `one_each`: every member has one vote for each suggestion. `budget`: every member has a number of votes,
            may give several to one suggestion, and gets them back when it is closed.
        votes_per_member: Size of a member's vote budget, where voting is by budget; 1 to 1,000.
        max_votes_per_suggestion: How many votes of a budget one suggestion may get from one member; 1 to 100.
        recontact_period: How long after one survey a member is invited to no other; up to ten years.
        anonymity_threshold: Results of groups smaller than this are suppressed, and all results of an anonymous survey
            with fewer answers; 2 to 100.
        max_tasks_per_member: Panel tasks a member may be assigned in a `fatigue_period`, over all panels; 1 to 20.
        fatigue_period: The length of that period; up to ten years.
        run_length: Submissions in a row without a new finding after which a panel is saturated, unless the panel has a
            run length of its own; 1 to 1,000.
    """

    kinds: tuple[SuggestionKind, ...] = field(default=tuple(SuggestionKind), validator=min_len(1))
    max_tags: int = field(default=5, validator=[ge(0), le(20)])
    voting: Literal["one_each", "budget"] = "one_each"
    votes_per_member: int = field(default=10, validator=[ge(1), le(1_000)])
    max_votes_per_suggestion: int = field(default=3, validator=[ge(1), le(100)])
    recontact_period: timedelta = field(
        default=timedelta(days=30), validator=[ge(timedelta()), le(_MAX_PERIOD)]
    )
    anonymity_threshold: int = field(default=5, validator=[ge(2), le(100)])
    max_tasks_per_member: int = field(default=3, validator=[ge(1), le(20)])
    fatigue_period: timedelta = field(
        default=timedelta(days=30), validator=[ge(timedelta()), le(_MAX_PERIOD)]
    )
    run_length: int = field(default=5, validator=[ge(1), le(1_000)])

    @property
    def max_weight(self) -> int:
        """Votes that one member may give one suggestion at most."""
        return self.max_votes_per_suggestion if self.voting == "budget" else 1


feedback = Feature(
    "feedback",
    tables=metadata,
    migrations="commkit.migrations",
    settings=FeedbackSettings(),
    declares=(LEAD_TIME,),
    grants={
        VISITOR: {"feedback.read"},
        SILENCED: {"feedback.vote"},
        MEMBER: {
            "feedback.submit",
            "feedback.vote",
            "feedback.edit:own",
            "feedback.withdraw:own",
            "feedback.answer_surveys",
            "feedback.join_panels",
        },
        STEWARD: {
            "feedback.record",
            "feedback.edit",
            "feedback.withdraw",
            "feedback.merge",
            "feedback.update_status",
            "feedback.see_removed",
            "feedback.read_metrics",
            "feedback.manage_surveys",
            "feedback.manage_panels",
        },
        SYSTEM_ROLE: {"feedback.notify"},
    },
    explicit_permissions=("feedback.vote", "feedback.answer_surveys", "feedback.join_panels"),
    facts=(
        suggestions.SuggestionSubmitted,
        suggestions.SuggestionEdited,
        suggestions.SuggestionWithdrawn,
        votes.SuggestionVoteCast,
        votes.SuggestionVoteRetracted,
        merging.SuggestionsMerged,
        suggestions.SuggestionStatusChanged,
        suggestions.SuggestionReplied,
        surveys.SurveyCreated,
        surveys.SurveyClosed,
        surveys.SurveyInvitationsSent,
        surveys.SurveyAnswered,
        panels.PanelCreated,
        panels.PanelClosed,
        panels.PanelSaturated,
        panels.PanelResumed,
        panels.PanelConsentUpdated,
        panels.PanelistApplied,
        panels.PanelConsentAccepted,
        panels.PanelistLeft,
        tasks.PanelTaskAssigned,
        findings.FindingsSubmitted,
        findings.FindingMarkedDuplicate,
        incentives.IncentivePromised,
        incentives.IncentiveFulfilled,
    ),
    records=(
        SuggestionUpdate,
        SuggestionVote,
        VoteBudget,
        RoadmapColumn,
        FeedbackMetrics,
        SurveyQuestion,
        SurveyResults,
        SurveyTextAnswer,
        PanelConsent,
        ScreeningQuestion,
        Panelist,
        PanelTaskAssignment,
        PanelTaskAssignmentResult,
        PanelMetrics,
        SuggestionView,
    ),
    notification_kinds=(
        NotificationKind(
            name="feedback.suggestion_status",
            summary="The status of something you suggested or voted for changed.",
            sentence="The status of “{title}” changed.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="feedback.suggestion_reply",
            summary="The team replied to something you suggested or voted for.",
            sentence="The team replied to “{title}”.",
        ),
        NotificationKind(
            name="feedback.suggestion_merged",
            summary="Something you suggested was merged into a similar suggestion.",
        ),
        NotificationKind(
            name="feedback.survey_invitation",
            summary="You are invited to a survey.",
            sentence="You are invited to the survey “{title}”.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="feedback.panel_task_assigned",
            summary="You were assigned a task of a test panel.",
            sentence="You were assigned the task “{title}”.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="feedback.panel_task_due",
            summary="A task of a test panel is due soon.",
            sentence="The task “{title}” is due soon.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="feedback.panel_consent_updated",
            summary="The consent of a test panel you are in has changed.",
            sentence="The consent of “{title}” has changed.",
            channels=("inbox", "mail"),
        ),
    ),
)
"""The feature of feedback; every community has it."""

del (
    _finding_tables,
    _incentive_tables,
    _panel_tables,
    _suggestion_tables,
    _survey_tables,
    _task_tables,
    _vote_tables,
)
