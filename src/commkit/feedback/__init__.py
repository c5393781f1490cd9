"""Feedback: suggestions with votes and a public roadmap, surveys, and test panels."""

from commkit.feedback import visibility as _visibility
from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.findings import handlers as _findings_handlers
from commkit.feedback.findings import queries as _findings_queries
from commkit.feedback.findings.facts import FindingMarkedDuplicate, FindingsSubmitted
from commkit.feedback.findings.messages import ListFindings, MarkDuplicateFinding, ReadFinding, SubmitFindings
from commkit.feedback.findings.records import Finding, FindingDraft, FindingId, FindingSeverity
from commkit.feedback.incentives import handlers as _incentives_handlers
from commkit.feedback.incentives import queries as _incentives_queries
from commkit.feedback.incentives.facts import IncentiveFulfilled, IncentivePromised
from commkit.feedback.incentives.messages import FulfillIncentive, ListIncentives, PromiseIncentive
from commkit.feedback.incentives.records import Incentive, IncentiveId
from commkit.feedback.merging import handlers as _merging_handlers
from commkit.feedback.merging.facts import SuggestionsMerged
from commkit.feedback.merging.handlers import perform_merge
from commkit.feedback.merging.messages import MergeSuggestions
from commkit.feedback.panels import handlers as _panels_handlers
from commkit.feedback.panels import jobs as _panels_jobs
from commkit.feedback.panels import queries as _panels_queries
from commkit.feedback.panels import subscribers as _panels_subscribers
from commkit.feedback.panels.facts import (
    PanelClosed,
    PanelConsentAccepted,
    PanelConsentUpdated,
    PanelCreated,
    PanelistApplied,
    PanelistLeft,
    PanelResumed,
    PanelSaturated,
)
from commkit.feedback.panels.messages import (
    AcceptPanelConsent,
    ApplyToPanel,
    ClosePanel,
    CreatePanel,
    LeavePanel,
    ListPanelists,
    ListPanels,
    ListScreeningQuestions,
    ReadMyPanelParticipation,
    ReadPanel,
    ReadPanelConsent,
    ReadPanelMetrics,
    ResumePanel,
    UpdatePanelConsent,
)
from commkit.feedback.panels.records import (
    Panel,
    PanelConsent,
    PanelId,
    Panelist,
    PanelistState,
    PanelMetrics,
    SaturationPoint,
    ScreeningQuestion,
    ScreeningQuestionDraft,
)
from commkit.feedback.suggestions import handlers as _suggestions_handlers
from commkit.feedback.suggestions import jobs as _suggestions_jobs
from commkit.feedback.suggestions import queries as _suggestions_queries
from commkit.feedback.suggestions import reactions as _suggestions_reactions
from commkit.feedback.suggestions import subscribers as _suggestions_subscribers
from commkit.feedback.suggestions.facts import (
    SuggestionEdited,
    SuggestionReplied,
    SuggestionStatusChanged,
    SuggestionSubmitted,
    SuggestionWithdrawn,
)
from commkit.feedback.suggestions.handlers import perform_reply, perform_status_update
from commkit.feedback.suggestions.messages import (
    EditSuggestion,
    ListSuggestions,
    ListSuggestionsByTag,
    ListSuggestionUpdates,
    ReadFeedbackMetrics,
    ReadRoadmap,
    ReadSuggestion,
    RecordSuggestion,
    ReplyToSuggestion,
    SubmitSuggestion,
    SuggestionFilter,
    UpdateSuggestionStatus,
    WithdrawSuggestion,
)
from commkit.feedback.suggestions.records import (
    FeedbackMetrics,
    RoadmapColumn,
    Suggestion,
    SuggestionId,
    SuggestionKind,
    SuggestionStatus,
    SuggestionUpdate,
    SuggestionUpdateId,
)
from commkit.feedback.suggestions.tables import suggestion
from commkit.feedback.survey_results import queries as _survey_results_queries
from commkit.feedback.survey_results.messages import ListSurveyTextAnswers, ReadSurveyResults
from commkit.feedback.survey_results.records import (
    Estimate,
    SurveyGroup,
    SurveyQuestionResult,
    SurveyResults,
    SurveyTextAnswer,
    ValueCount,
)
from commkit.feedback.surveys import handlers as _surveys_handlers
from commkit.feedback.surveys import jobs as _surveys_jobs
from commkit.feedback.surveys import queries as _surveys_queries
from commkit.feedback.surveys.facts import SurveyAnswered, SurveyClosed, SurveyCreated, SurveyInvitationsSent
from commkit.feedback.surveys.messages import (
    AnswerSurvey,
    CloseSurvey,
    CreateSurvey,
    InviteToSurvey,
    ListSurveyQuestions,
    ListSurveys,
    ReadSurvey,
    StartNextSurvey,
)
from commkit.feedback.surveys.records import (
    Survey,
    SurveyAnswer,
    SurveyId,
    SurveyQuestion,
    SurveyQuestionDraft,
    SurveyQuestionKind,
)
from commkit.feedback.tasks import handlers as _tasks_handlers
from commkit.feedback.tasks import jobs as _tasks_jobs
from commkit.feedback.tasks import queries as _tasks_queries
from commkit.feedback.tasks import subscribers as _tasks_subscribers
from commkit.feedback.tasks.facts import PanelTaskAssigned
from commkit.feedback.tasks.messages import AssignPanelTask, CreatePanelTask, ListMyPanelTasks, ReadPanelTask
from commkit.feedback.tasks.records import (
    PanelTask,
    PanelTaskAssignment,
    PanelTaskAssignmentResult,
    PanelTaskId,
    SkippedPanelist,
)
from commkit.feedback.views import offers as _offers
from commkit.feedback.views import queries as _views_queries
from commkit.feedback.views.messages import ViewSuggestions
from commkit.feedback.views.records import SuggestionView
from commkit.feedback.votes import handlers as _votes_handlers
from commkit.feedback.votes import queries as _votes_queries
from commkit.feedback.votes.facts import SuggestionVoteCast, SuggestionVoteRetracted
from commkit.feedback.votes.messages import (
    ListMySuggestionVotes,
    ReadMyVoteBudget,
    RecordSuggestionVote,
    RetractSuggestionVote,
    VoteOnSuggestion,
)
from commkit.feedback.votes.records import SuggestionVote, VoteBudget

__all__ = [
    "AcceptPanelConsent",
    "AnswerSurvey",
    "ApplyToPanel",
    "AssignPanelTask",
    "ClosePanel",
    "CloseSurvey",
    "CreatePanel",
    "CreatePanelTask",
    "CreateSurvey",
    "EditSuggestion",
    "Estimate",
    "FeedbackMetrics",
    "FeedbackSettings",
    "Finding",
    "FindingDraft",
    "FindingId",
    "FindingMarkedDuplicate",
    "FindingSeverity",
    "FindingsSubmitted",
    "FulfillIncentive",
    "Incentive",
    "IncentiveFulfilled",
    "IncentiveId",
    "IncentivePromised",
    "InviteToSurvey",
    "LeavePanel",
    "ListFindings",
    "ListIncentives",
    "ListMyPanelTasks",
    "ListMySuggestionVotes",
    "ListPanelists",
    "ListPanels",
    "ListScreeningQuestions",
    "ListSuggestionUpdates",
    "ListSuggestions",
    "ListSuggestionsByTag",
    "ListSurveyQuestions",
    "ListSurveyTextAnswers",
    "ListSurveys",
    "MarkDuplicateFinding",
    "MergeSuggestions",
    "Panel",
    "PanelClosed",
    "PanelConsent",
    "PanelConsentAccepted",
    "PanelConsentUpdated",
    "PanelCreated",
    "PanelId",
    "PanelMetrics",
    "PanelResumed",
    "PanelSaturated",
    "PanelTask",
    "PanelTaskAssigned",
    "PanelTaskAssignment",
    "PanelTaskAssignmentResult",
    "PanelTaskId",
    "Panelist",
    "PanelistApplied",
    "PanelistLeft",
    "PanelistState",
    "PromiseIncentive",
    "ReadFeedbackMetrics",
    "ReadFinding",
    "ReadMyPanelParticipation",
    "ReadMyVoteBudget",
    "ReadPanel",
    "ReadPanelConsent",
    "ReadPanelMetrics",
    "ReadPanelTask",
    "ReadRoadmap",
    "ReadSuggestion",
    "ReadSurvey",
    "ReadSurveyResults",
    "RecordSuggestion",
    "RecordSuggestionVote",
    "ReplyToSuggestion",
    "ResumePanel",
    "RetractSuggestionVote",
    "RoadmapColumn",
    "SaturationPoint",
    "ScreeningQuestion",
    "ScreeningQuestionDraft",
    "SkippedPanelist",
    "StartNextSurvey",
    "SubmitFindings",
    "SubmitSuggestion",
    "Suggestion",
    "SuggestionEdited",
    "SuggestionFilter",
    "SuggestionId",
    "SuggestionKind",
    "SuggestionReplied",
    "SuggestionStatus",
    "SuggestionStatusChanged",
    "SuggestionSubmitted",
    "SuggestionUpdate",
    "SuggestionUpdateId",
    "SuggestionView",
    "SuggestionVote",
    "SuggestionVoteCast",
    "SuggestionVoteRetracted",
    "SuggestionWithdrawn",
    "SuggestionsMerged",
    "Survey",
    "SurveyAnswer",
    "SurveyAnswered",
    "SurveyClosed",
    "SurveyCreated",
    "SurveyGroup",
    "SurveyId",
    "SurveyInvitationsSent",
    "SurveyQuestion",
    "SurveyQuestionDraft",
    "SurveyQuestionKind",
    "SurveyQuestionResult",
    "SurveyResults",
    "SurveyTextAnswer",
    "UpdatePanelConsent",
    "UpdateSuggestionStatus",
    "ValueCount",
    "ViewSuggestions",
    "VoteBudget",
    "VoteOnSuggestion",
    "WithdrawSuggestion",
    "feedback",
    "perform_merge",
    "perform_reply",
    "perform_status_update",
    "suggestion",
]

del (
    _offers,
    _views_queries,
    _findings_handlers,
    _findings_queries,
    _incentives_handlers,
    _incentives_queries,
    _merging_handlers,
    _panels_handlers,
    _panels_jobs,
    _panels_queries,
    _panels_subscribers,
    _suggestions_handlers,
    _suggestions_jobs,
    _suggestions_queries,
    _suggestions_reactions,
    _suggestions_subscribers,
    _survey_results_queries,
    _surveys_handlers,
    _surveys_jobs,
    _surveys_queries,
    _tasks_handlers,
    _tasks_jobs,
    _tasks_queries,
    _tasks_subscribers,
    _visibility,
    _votes_handlers,
    _votes_queries,
)
