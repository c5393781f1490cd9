"""The feature of feedback: ideas, problems, praise, questions, surveys and test panels."""

from datetime import timedelta
from typing import Literal

from attrs import field, frozen
from attrs.validators import ge, le, min_len

from commkit.feedback.panels import facts as panels
from commkit.feedback.panels import tables as _panel_tables
from commkit.feedback.panels.records import (
    Assignment,
    Consent,
    HandOut,
    Panelist,
    PanelNumbers,
    ScreeningQuestion,
)
from commkit.feedback.suggestions import facts as suggestions
from commkit.feedback.suggestions import tables as _suggestion_tables
from commkit.feedback.suggestions.records import (
    FeedbackKind,
    FeedbackNumbers,
    RoadmapColumn,
    SuggestionStep,
    SuggestionVote,
    VoteBudget,
)
from commkit.feedback.surveys import facts as surveys
from commkit.feedback.surveys import tables as _survey_tables
from commkit.feedback.surveys.records import SurveyOutcome, SurveyQuestion, TextAnswer
from commkit.feedback.tables import metadata
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, SILENCED, STEWARD, SYSTEM_ROLE, VISITOR, NotificationKind

_LONGEST = timedelta(days=3_650)


@frozen
class FeedbackSettings:
    """How a community takes feedback.

    Attributes:
        kinds: What it takes suggestions about.
        max_tags: Tags a suggestion may bear, 0 to 20.
        voting: `one_each`: every member has one vote for each suggestion. `budget`: every member has a number of
            votes, gives several of them to what matters most, and gets them back when the suggestion is closed.
        budget: Votes that each member has to give, where voting is by budget; 1 to 1,000.
        most_on_one: How many of them one suggestion may get; 1 to 100.
        recontact_after: How long a member is asked no other survey after one; up to ten years.
        privacy_floor: Answers of fewer people than this are not told by groups, nor at all in anonymous surveys; 2 to
            100.
        tasks_per_member: Tasks of test panels that a member may be given in a period, all panels together; 1 to 20.
        fatigue_period: How long that period is; up to ten years.
        run_length: Submissions in a row without a new finding after which a panel is saturated, where the panel itself
            says nothing else; 1 to 1,000.
    """

    kinds: tuple[FeedbackKind, ...] = field(default=tuple(FeedbackKind), validator=min_len(1))
    max_tags: int = field(default=5, validator=[ge(0), le(20)])
    voting: Literal["one_each", "budget"] = "one_each"
    budget: int = field(default=10, validator=[ge(1), le(1_000)])
    most_on_one: int = field(default=3, validator=[ge(1), le(100)])
    recontact_after: timedelta = field(default=timedelta(days=30), validator=[ge(timedelta()), le(_LONGEST)])
    privacy_floor: int = field(default=5, validator=[ge(2), le(100)])
    tasks_per_member: int = field(default=3, validator=[ge(1), le(20)])
    fatigue_period: timedelta = field(default=timedelta(days=30), validator=[ge(timedelta()), le(_LONGEST)])
    run_length: int = field(default=5, validator=[ge(1), le(1_000)])

    @property
    def most(self) -> int:
        """Votes that one member may give one suggestion."""
        return self.most_on_one if self.voting == "budget" else 1


feedback = Feature(
    "feedback",
    tables=metadata,
    migrations="commkit.migrations",
    settings=FeedbackSettings(),
    grants={
        VISITOR: {"feedback.read"},
        SILENCED: {"feedback.vote"},
        MEMBER: {
            "feedback.suggest",
            "feedback.vote",
            "feedback.edit:own",
            "feedback.withdraw:own",
            "feedback.answer",
            "feedback.test",
        },
        STEWARD: {
            "feedback.record",
            "feedback.edit",
            "feedback.withdraw",
            "feedback.merge",
            "feedback.decide",
            "feedback.see_removed",
            "feedback.numbers",
            "feedback.survey",
            "feedback.panel",
        },
        SYSTEM_ROLE: {"feedback.tell"},
    },
    facts=(
        suggestions.SuggestionMade,
        suggestions.SuggestionEdited,
        suggestions.SuggestionWithdrawn,
        suggestions.VoteCast,
        suggestions.VoteTakenBack,
        suggestions.SuggestionsMerged,
        suggestions.StatusChanged,
        suggestions.SuggestionAnswered,
        surveys.SurveyMade,
        surveys.SurveyClosed,
        surveys.SurveyAsked,
        surveys.SurveyAnswered,
        panels.PanelMade,
        panels.PanelClosed,
        panels.PanelSaturated,
        panels.PanelContinued,
        panels.ConsentChanged,
        panels.PanelistApplied,
        panels.ConsentGiven,
        panels.PanelistLeft,
        panels.TaskGiven,
        panels.FindingsSubmitted,
        panels.FindingRepeated,
        panels.IncentivePromised,
        panels.IncentiveGiven,
    ),
    records=(
        SuggestionStep,
        SuggestionVote,
        VoteBudget,
        RoadmapColumn,
        FeedbackNumbers,
        SurveyQuestion,
        SurveyOutcome,
        TextAnswer,
        Consent,
        ScreeningQuestion,
        Panelist,
        Assignment,
        HandOut,
        PanelNumbers,
    ),
    notification_kinds=(
        NotificationKind(
            name="feedback.status",
            summary="Something you suggested or voted for moved on.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="feedback.reply", summary="The team replied to something you suggested or voted for."
        ),
        NotificationKind(
            name="feedback.merged", summary="Something you suggested was merged with a like suggestion."
        ),
        NotificationKind(
            name="feedback.survey", summary="The team asks you some questions.", channels=("inbox", "mail")
        ),
        NotificationKind(
            name="feedback.task", summary="You were given something to test.", channels=("inbox", "mail")
        ),
        NotificationKind(
            name="feedback.task_due", summary="Something you test is due soon.", channels=("inbox", "mail")
        ),
        NotificationKind(
            name="feedback.consent",
            summary="A panel that you test in changed what panelists agree to.",
            channels=("inbox", "mail"),
        ),
    ),
)
"""The feature of feedback; every community has it."""

del _panel_tables, _suggestion_tables, _survey_tables
