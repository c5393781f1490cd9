"""The feature of feedback: ideas, problems, praise, questions, surveys and test panels."""

from datetime import timedelta
from typing import Literal

from attrs import field, frozen
from attrs.validators import ge, le, min_len

from commkit.feedback.panels import facts as panels
from commkit.feedback.panels import tables as _panel_tables
from commkit.feedback.panels.records import (
    PanelConsent,
    Panelist,
    PanelMetrics,
    ScreeningQuestion,
    TaskAssignment,
    TaskAssignmentResult,
)
from commkit.feedback.suggestions import facts as suggestions
from commkit.feedback.suggestions import tables as _suggestion_tables
from commkit.feedback.suggestions.records import (
    FeedbackKind,
    FeedbackMetrics,
    RoadmapColumn,
    SuggestionUpdate,
    SuggestionVote,
    VoteBudget,
)
from commkit.feedback.surveys import facts as surveys
from commkit.feedback.surveys import tables as _survey_tables
from commkit.feedback.surveys.records import SurveyQuestion, SurveyResults, SurveyTextAnswer
from commkit.feedback.tables import metadata
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, SILENCED, STEWARD, SYSTEM_ROLE, VISITOR, NotificationKind

_MAX_PERIOD = timedelta(days=3_650)


@frozen
class FeedbackSettings:
    """How a community takes feedback.

    Attributes:
        kinds: What it takes suggestions about.
        max_tags: Tags a suggestion may bear, 0 to 20.
        voting: `one_each`: every member has one vote for each suggestion. `budget`: every member has a number of
            votes, gives several of them to what matters most, and gets them back when the suggestion is closed.
        votes_per_member: Votes that each member has to give, where voting is by budget; 1 to 1,000.
        max_votes_per_suggestion: How many of them one suggestion may get; 1 to 100.
        recontact_period: How long a member is asked no other survey after one; up to ten years.
        anonymity_threshold: Answers of fewer people than this are not told by groups, nor at all in anonymous surveys; 2 to
            100.
        max_tasks_per_member: Tasks of test panels that a member may be given in a period, all panels together; 1 to 20.
        fatigue_period: How long that period is; up to ten years.
        run_length: Submissions in a row without a new finding after which a panel is saturated, where the panel itself
            says nothing else; 1 to 1,000.
    """

    kinds: tuple[FeedbackKind, ...] = field(default=tuple(FeedbackKind), validator=min_len(1))
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
        """Votes that one member may give one suggestion."""
        return self.max_votes_per_suggestion if self.voting == "budget" else 1


feedback = Feature(
    "feedback",
    tables=metadata,
    migrations="commkit.migrations",
    settings=FeedbackSettings(),
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
    facts=(
        suggestions.SuggestionSubmitted,
        suggestions.SuggestionEdited,
        suggestions.SuggestionWithdrawn,
        suggestions.SuggestionVoteCast,
        suggestions.SuggestionVoteRetracted,
        suggestions.SuggestionsMerged,
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
        panels.TaskAssigned,
        panels.FindingsSubmitted,
        panels.FindingMarkedDuplicate,
        panels.IncentivePromised,
        panels.IncentiveFulfilled,
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
        TaskAssignment,
        TaskAssignmentResult,
        PanelMetrics,
    ),
    notification_kinds=(
        NotificationKind(
            name="feedback.suggestion_status",
            summary="Something you suggested or voted for moved on.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="feedback.suggestion_reply",
            summary="The team replied to something you suggested or voted for.",
        ),
        NotificationKind(
            name="feedback.suggestion_merged",
            summary="Something you suggested was merged with a like suggestion.",
        ),
        NotificationKind(
            name="feedback.survey_invitation",
            summary="The team asks you some questions.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="feedback.task_assigned",
            summary="You were given something to test.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="feedback.task_due", summary="Something you test is due soon.", channels=("inbox", "mail")
        ),
        NotificationKind(
            name="feedback.consent_updated",
            summary="A panel that you test in changed what panelists agree to.",
            channels=("inbox", "mail"),
        ),
    ),
)
"""The feature of feedback; every community has it."""

del _panel_tables, _suggestion_tables, _survey_tables
