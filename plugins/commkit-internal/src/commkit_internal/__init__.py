"""Internal communities for commkit: colleagues who work together around the systems that the company has.

A community of the type `internal` has all features of the plugin; each of them may be used in other types, too.
The file is as long as the list of what others may use of it.
"""

from commkit_internal.anniversaries import handlers as _anniversary_handlers
from commkit_internal.anniversaries import queries as _anniversary_queries
from commkit_internal.anniversaries import reactions as _anniversary_reactions
from commkit_internal.anniversaries import subscribers as _anniversary_subscribers
from commkit_internal.anniversaries.facts import AnniversaryHidden, AnniversaryReached, AnniversaryShared
from commkit_internal.anniversaries.feature import AnniversarySettings, anniversary_feature
from commkit_internal.anniversaries.messages import (
    ListAnniversaries,
    ReadMyAnniversary,
    ShareAnniversary,
    StopSharingAnniversary,
)
from commkit_internal.anniversaries.records import (
    Anniversary,
    AnniversaryAudience,
    AnniversaryId,
    AnniversaryView,
)
from commkit_internal.announcements.audiences import gates as _audiences_gates
from commkit_internal.announcements.audiences import handlers as _audiences_handlers
from commkit_internal.announcements.audiences import queries as _audiences_queries
from commkit_internal.announcements.audiences import reactions as _audiences_reactions
from commkit_internal.announcements.audiences.messages import CreateAnnouncement, ListAudiences, OpenAudience
from commkit_internal.announcements.audiences.records import Audience, AudienceId
from commkit_internal.announcements.facts import (
    AnnouncementAcknowledged,
    AnnouncementRecurrenceEnded,
    AnnouncementRecurrenceFailed,
    AnnouncementRecurrenceSet,
    AudienceOpened,
    MustReadEnded,
    MustReadSet,
    ReadersEscalated,
    ReadersReminded,
)
from commkit_internal.announcements.feature import AnnouncementSettings, announcement_feature
from commkit_internal.announcements.must_reads import handlers as _must_reads_handlers
from commkit_internal.announcements.must_reads import queries as _must_reads_queries
from commkit_internal.announcements.must_reads.messages import (
    AcknowledgeAnnouncement,
    CorrectAnnouncement,
    CountAcknowledgements,
    EndMustRead,
    ExportAcknowledgements,
    ListAcknowledgements,
    ListMissingReaders,
    ListMyMustReads,
    MarkMustRead,
    ReadMustRead,
)
from commkit_internal.announcements.must_reads.records import (
    Acknowledgement,
    AcknowledgementCounts,
    AcknowledgementReport,
    MissingReader,
    MustRead,
    MustReadId,
    MyMustRead,
)
from commkit_internal.announcements.recurring import handlers as _recurring_handlers
from commkit_internal.announcements.recurring import jobs as _recurring_jobs
from commkit_internal.announcements.recurring import subscribers as _recurring_subscribers
from commkit_internal.announcements.recurring.messages import EndRecurrence, ListRecurrences, SetRecurrence
from commkit_internal.announcements.recurring.records import Frequency, Recurrence, RecurrenceId
from commkit_internal.announcements.reminders import jobs as _reminders_jobs
from commkit_internal.announcements.reminders import queries as _reminders_queries
from commkit_internal.announcements.reminders.messages import ReadOverdueReaders
from commkit_internal.announcements.reminders.records import Escalation, EscalationId, OverdueReaders
from commkit_internal.business_objects import handlers as _object_handlers
from commkit_internal.business_objects import jobs as _object_jobs
from commkit_internal.business_objects import queries as _object_queries
from commkit_internal.business_objects import subscribers as _object_subscribers
from commkit_internal.business_objects import visibility as _object_visibility
from commkit_internal.business_objects.facts import (
    ObjectChanged,
    ObjectLinkAsked,
    ObjectLinked,
    ObjectUnlinked,
)
from commkit_internal.business_objects.feature import BusinessObjectSettings, business_object_feature
from commkit_internal.business_objects.messages import (
    LinkObject,
    ListObjectLinks,
    ListThreadsOfObject,
    ReadObjectCards,
    RecordObjectChange,
    UnlinkObject,
)
from commkit_internal.business_objects.ports import (
    BusinessEvents,
    BusinessSystem,
    BusinessSystemRefused,
    BusinessSystemUnreachable,
)
from commkit_internal.business_objects.records import (
    BusinessObject,
    BusinessObjectId,
    CardField,
    LinkedObject,
    LinkNotice,
    ObjectCard,
    ObjectCards,
    ObjectChange,
    ObjectEvent,
    ObjectLink,
    ObjectLinkId,
    ObjectReader,
    ObjectReference,
    ObjectThread,
)
from commkit_internal.community_type import INTERNAL
from commkit_internal.directory import queries as _directory_queries
from commkit_internal.directory.feature import directory_feature
from commkit_internal.directory.messages import ReadDirectoryEntry, SearchDirectory
from commkit_internal.directory.records import DirectoryEntry
from commkit_internal.directory_units import handlers as _directory_units_handlers
from commkit_internal.directory_units import queries as _directory_units_queries
from commkit_internal.directory_units.facts import (
    DirectoryPathRefused,
    DirectoryRereadRequested,
    UnitGivenToDirectory,
    UnitLeadDisputed,
)
from commkit_internal.directory_units.feature import DirectoryUnitSettings, directory_unit_feature
from commkit_internal.directory_units.messages import (
    GiveUnitToDirectory,
    ListDirectoryUnits,
    ListUnplaced,
    RereadDirectory,
)
from commkit_internal.directory_units.records import DirectoryPlacement, DirectoryUnit, PlacementProblem
from commkit_internal.expertise import handlers as _expertise_handlers
from commkit_internal.expertise import queries as _expertise_queries
from commkit_internal.expertise import reactions as _expertise_reactions
from commkit_internal.expertise import subscribers as _expertise_subscribers
from commkit_internal.expertise.facts import ExpertiseEndorsed, ExpertiseEndorsementWithdrawn, ExpertiseStated
from commkit_internal.expertise.feature import ExpertiseSettings, expertise_feature
from commkit_internal.expertise.messages import (
    ConfirmExpertise,
    DenyExpertise,
    EndorseExpertise,
    FindExperts,
    ListMyStandings,
    ListTopicsOf,
    WithdrawExpertise,
    WithdrawExpertiseEndorsement,
)
from commkit_internal.expertise.records import (
    Evidence,
    EvidenceKind,
    ExpertiseEndorsement,
    ExpertiseStanding,
    Standing,
    TopicExpert,
    TopicExpertise,
)
from commkit_internal.idea_calls import handlers as _idea_call_handlers
from commkit_internal.idea_calls import jobs as _idea_call_jobs
from commkit_internal.idea_calls import queries as _idea_call_queries
from commkit_internal.idea_calls import reactions as _idea_call_reactions
from commkit_internal.idea_calls import subscribers as _idea_call_subscribers
from commkit_internal.idea_calls.facts import (
    IdeaCallOpened,
    IdeaCallStateChanged,
    IdeaDecided,
    IdeaEvaluatorAdded,
    IdeaEvaluatorLeft,
    IdeaMarked,
    IdeaPromiseBroken,
    IdeaReportDue,
    IdeaSubmitted,
)
from commkit_internal.idea_calls.feature import IdeaCallSettings, idea_feature
from commkit_internal.idea_calls.ideas import gates as _idea_gates
from commkit_internal.idea_calls.ideas import handlers as _idea_handlers
from commkit_internal.idea_calls.ideas import queries as _idea_queries
from commkit_internal.idea_calls.ideas.messages import (
    DecideIdea,
    ListCallIdeas,
    ListIdeaAuthors,
    MergeIdeas,
    SubmitIdea,
)
from commkit_internal.idea_calls.ideas.records import Idea, IdeaAuthor, IdeaOutcome, RankedIdea
from commkit_internal.idea_calls.marks import handlers as _idea_mark_handlers
from commkit_internal.idea_calls.marks import queries as _idea_mark_queries
from commkit_internal.idea_calls.marks import visibility as _idea_mark_visibility
from commkit_internal.idea_calls.marks.messages import ListIdeaMarks, MarkIdea
from commkit_internal.idea_calls.marks.records import IdeaMark, IdeaMarkId
from commkit_internal.idea_calls.messages import (
    AddIdeaEvaluator,
    CancelIdeaCall,
    CloseIdeaEvaluation,
    ListIdeaCalls,
    ListIdeaEvaluators,
    OpenIdeaCall,
    ReadIdeaCall,
    ReportIdeaCall,
)
from commkit_internal.idea_calls.numbers import queries as _idea_number_queries
from commkit_internal.idea_calls.numbers.messages import ReadIdeaNumbers
from commkit_internal.idea_calls.numbers.records import IdeaNumbers
from commkit_internal.idea_calls.records import (
    CriterionDraft,
    IdeaCall,
    IdeaCallId,
    IdeaCallState,
    IdeaCallView,
    IdeaCriterion,
    IdeaEvaluator,
)
from commkit_internal.kudos import handlers as _kudos_handlers
from commkit_internal.kudos import queries as _kudos_queries
from commkit_internal.kudos import subscribers as _kudos_subscribers
from commkit_internal.kudos.facts import KudosGiven, KudosWithdrawn
from commkit_internal.kudos.feature import KudosSettings, kudos_feature
from commkit_internal.kudos.messages import CountKudos, GiveKudos, ListKudos, WithdrawKudos
from commkit_internal.kudos.records import Kudos, KudosCount, KudosId
from commkit_internal.legal_holds import handlers as _legal_hold_handlers
from commkit_internal.legal_holds import queries as _legal_hold_queries
from commkit_internal.legal_holds import reactions as _legal_hold_reactions
from commkit_internal.legal_holds import subscribers as _legal_hold_subscribers
from commkit_internal.legal_holds.facts import LegalHoldOpened, LegalHoldReleased, MemberHeld, ThreadHeld
from commkit_internal.legal_holds.feature import LegalHoldSettings, legal_hold_feature
from commkit_internal.legal_holds.messages import (
    ExportForDiscovery,
    HoldMember,
    HoldThread,
    ListHolds,
    OpenLegalHold,
    ReadHold,
    ReleaseHold,
)
from commkit_internal.legal_holds.policy import digest_of
from commkit_internal.legal_holds.records import (
    DiscoveryPage,
    HeldMember,
    HeldMemberId,
    HeldThread,
    HeldThreadId,
    LegalHold,
    LegalHoldId,
    LegalHoldScope,
)
from commkit_internal.life_circles import handlers as _circles_handlers
from commkit_internal.life_circles import queries as _circles_queries
from commkit_internal.life_circles import reactions as _circles_reactions
from commkit_internal.life_circles import subscribers as _circles_subscribers
from commkit_internal.life_circles import visibility as _circles_visibility
from commkit_internal.life_circles.facts import CircleEnded, CircleInvitationSent, CircleStarted
from commkit_internal.life_circles.feature import STAND_FOR_EMPLOYER, circle_feature
from commkit_internal.life_circles.messages import (
    InviteToCircle,
    JoinCircle,
    LeaveCircle,
    ListCircleMembers,
    ListCircles,
    StartCircle,
)
from commkit_internal.life_circles.records import Circle, CircleId, CircleInvitation, CircleJoinPolicy
from commkit_internal.meetings import gates as _meeting_gates
from commkit_internal.meetings import handlers as _meeting_handlers
from commkit_internal.meetings import queries as _meeting_queries
from commkit_internal.meetings import reactions as _meeting_reactions
from commkit_internal.meetings import subscribers as _meeting_subscribers
from commkit_internal.meetings import visibility as _meeting_visibility
from commkit_internal.meetings.decisions import handlers as _decision_handlers
from commkit_internal.meetings.decisions import queries as _decision_queries
from commkit_internal.meetings.decisions.messages import (
    ListDecisions,
    ReadDecision,
    RecordDecision,
    SupersedeDecision,
)
from commkit_internal.meetings.decisions.records import MeetingDecision, MeetingDecisionId
from commkit_internal.meetings.facts import (
    DecisionRecorded,
    DecisionSuperseded,
    MeetingTaskAssigned,
    MeetingTaskDue,
    MeetingTaskOwnerLost,
    MeetingTaskReassigned,
    MeetingTaskStateChanged,
    MinutesApproved,
    MinutesCorrected,
    MinutesStarted,
    MinutesWriterNamed,
    MinutesWriterRemoved,
)
from commkit_internal.meetings.feature import MeetingSettings, meeting_feature
from commkit_internal.meetings.messages import (
    ApproveMinutes,
    EditMinutes,
    ListMinutes,
    ListMinutesWriters,
    NameMinutesWriter,
    ReadMinutes,
    RemoveMinutesWriter,
    StartMinutes,
)
from commkit_internal.meetings.records import Minutes, MinutesId, MinutesWriter
from commkit_internal.meetings.tasks import handlers as _meeting_task_handlers
from commkit_internal.meetings.tasks import jobs as _meeting_task_jobs
from commkit_internal.meetings.tasks import queries as _meeting_task_queries
from commkit_internal.meetings.tasks.messages import (
    AssignTask,
    CompleteTask,
    DropTask,
    ListCarriedTasks,
    ListMeetingTasks,
    ListMyTasks,
    ReadMeetingTask,
    ReadMeetingTaskNumbers,
    ReassignTask,
    ReopenTask,
    TaskFilter,
)
from commkit_internal.meetings.tasks.records import (
    MeetingTask,
    MeetingTaskId,
    MeetingTaskNumbers,
    MeetingTaskState,
)
from commkit_internal.meetings.views.records import MinutesView
from commkit_internal.onboarding import handlers as _onboarding_handlers
from commkit_internal.onboarding import queries as _onboarding_queries
from commkit_internal.onboarding import reactions as _onboarding_reactions
from commkit_internal.onboarding import subscribers as _onboarding_subscribers
from commkit_internal.onboarding.facts import (
    OnboardingBuddyAssigned,
    OnboardingBuddyLost,
    OnboardingEnded,
    OnboardingStarted,
    OnboardingTaskDue,
    OnboardingTaskTicked,
)
from commkit_internal.onboarding.feature import onboarding_feature
from commkit_internal.onboarding.messages import (
    AssignBuddy,
    CountOnboardings,
    DeclineBuddy,
    EndOnboarding,
    ListOnboardings,
    ReadOnboarding,
    StartOnboarding,
    TickOnboardingTask,
    UntickOnboardingTask,
)
from commkit_internal.onboarding.plans import handlers as _plans_handlers
from commkit_internal.onboarding.plans import queries as _plans_queries
from commkit_internal.onboarding.plans.messages import (
    AddPlanTask,
    CloseOnboardingPlan,
    CreateOnboardingPlan,
    ListOnboardingPlans,
    ReadOnboardingPlan,
    RemovePlanTask,
)
from commkit_internal.onboarding.plans.records import (
    OnboardingPlan,
    OnboardingPlanId,
    OnboardingPlanView,
    PlanTask,
    PlanTaskId,
)
from commkit_internal.onboarding.records import (
    Onboarding,
    OnboardingId,
    OnboardingNumbers,
    OnboardingProgress,
    OnboardingState,
    OnboardingTask,
    OnboardingTaskId,
)
from commkit_internal.onboarding.tasks import handlers as _tasks_handlers
from commkit_internal.plugin import Internal
from commkit_internal.policy import LEGAL, PEOPLE_PARTNER
from commkit_internal.retention import handlers as _retention_handlers
from commkit_internal.retention import jobs as _retention_jobs
from commkit_internal.retention import queries as _retention_queries
from commkit_internal.retention import subscribers as _retention_subscribers
from commkit_internal.retention.facts import RetentionApplied, RetentionEnded, RetentionSet
from commkit_internal.retention.feature import RetentionSettings, retention_feature
from commkit_internal.retention.messages import EndRetention, ListRetentions, PreviewRetention, SetRetention
from commkit_internal.retention.records import RetentionPreview, RetentionRule
from commkit_internal.units import handlers as _units_handlers
from commkit_internal.units import queries as _units_queries
from commkit_internal.units import reactions as _units_reactions
from commkit_internal.units.facts import (
    MemberPlaced,
    PlacementEnded,
    UnitClosed,
    UnitCreated,
    UnitManagerChanged,
    UnitMoved,
    UnitRenamed,
)
from commkit_internal.units.feature import unit_feature
from commkit_internal.units.messages import (
    CloseUnit,
    CreateUnit,
    ListUnits,
    ListUnitVersions,
    MoveUnit,
    ReadManagers,
    ReadUnit,
    RenameUnit,
    SetUnitManager,
)
from commkit_internal.units.placements import handlers as _placements_handlers
from commkit_internal.units.placements import queries as _placements_queries
from commkit_internal.units.placements.messages import (
    EndPlacement,
    ListPlacements,
    ListUnitMembers,
    PlaceMember,
)
from commkit_internal.units.placements.records import Placement, PlacementId
from commkit_internal.units.records import Unit, UnitId, UnitVersion, UnitVersionId

__all__ = [
    "INTERNAL",
    "LEGAL",
    "PEOPLE_PARTNER",
    "STAND_FOR_EMPLOYER",
    "AcknowledgeAnnouncement",
    "Acknowledgement",
    "AcknowledgementCounts",
    "AcknowledgementReport",
    "AddIdeaEvaluator",
    "AddPlanTask",
    "Anniversary",
    "AnniversaryAudience",
    "AnniversaryHidden",
    "AnniversaryId",
    "AnniversaryReached",
    "AnniversarySettings",
    "AnniversaryShared",
    "AnniversaryView",
    "AnnouncementAcknowledged",
    "AnnouncementRecurrenceEnded",
    "AnnouncementRecurrenceFailed",
    "AnnouncementRecurrenceSet",
    "AnnouncementSettings",
    "ApproveMinutes",
    "AssignBuddy",
    "AssignTask",
    "Audience",
    "AudienceId",
    "AudienceOpened",
    "BusinessEvents",
    "BusinessObject",
    "BusinessObjectId",
    "BusinessObjectSettings",
    "BusinessSystem",
    "BusinessSystemRefused",
    "BusinessSystemUnreachable",
    "CancelIdeaCall",
    "CardField",
    "Circle",
    "CircleEnded",
    "CircleId",
    "CircleInvitation",
    "CircleInvitationSent",
    "CircleJoinPolicy",
    "CircleStarted",
    "CloseIdeaEvaluation",
    "CloseOnboardingPlan",
    "CloseUnit",
    "CompleteTask",
    "ConfirmExpertise",
    "CorrectAnnouncement",
    "CountAcknowledgements",
    "CountKudos",
    "CountOnboardings",
    "CreateAnnouncement",
    "CreateOnboardingPlan",
    "CreateUnit",
    "CriterionDraft",
    "DecideIdea",
    "DecisionRecorded",
    "DecisionSuperseded",
    "DeclineBuddy",
    "DenyExpertise",
    "DirectoryEntry",
    "DirectoryPathRefused",
    "DirectoryPlacement",
    "DirectoryRereadRequested",
    "DirectoryUnit",
    "DirectoryUnitSettings",
    "DiscoveryPage",
    "DropTask",
    "EditMinutes",
    "EndMustRead",
    "EndOnboarding",
    "EndPlacement",
    "EndRecurrence",
    "EndRetention",
    "EndorseExpertise",
    "Escalation",
    "EscalationId",
    "Evidence",
    "EvidenceKind",
    "ExpertiseEndorsed",
    "ExpertiseEndorsement",
    "ExpertiseEndorsementWithdrawn",
    "ExpertiseSettings",
    "ExpertiseStanding",
    "ExpertiseStated",
    "ExportAcknowledgements",
    "ExportForDiscovery",
    "FindExperts",
    "Frequency",
    "GiveKudos",
    "GiveUnitToDirectory",
    "HeldMember",
    "HeldMemberId",
    "HeldThread",
    "HeldThreadId",
    "HoldMember",
    "HoldThread",
    "Idea",
    "IdeaAuthor",
    "IdeaCall",
    "IdeaCallId",
    "IdeaCallOpened",
    "IdeaCallSettings",
    "IdeaCallState",
    "IdeaCallStateChanged",
    "IdeaCallView",
    "IdeaCriterion",
    "IdeaDecided",
    "IdeaEvaluator",
    "IdeaEvaluatorAdded",
    "IdeaEvaluatorLeft",
    "IdeaMark",
    "IdeaMarkId",
    "IdeaMarked",
    "IdeaNumbers",
    "IdeaOutcome",
    "IdeaPromiseBroken",
    "IdeaReportDue",
    "IdeaSubmitted",
    "Internal",
    "InviteToCircle",
    "JoinCircle",
    "Kudos",
    "KudosCount",
    "KudosGiven",
    "KudosId",
    "KudosSettings",
    "KudosWithdrawn",
    "LeaveCircle",
    "LegalHold",
    "LegalHoldId",
    "LegalHoldOpened",
    "LegalHoldReleased",
    "LegalHoldScope",
    "LegalHoldSettings",
    "LinkNotice",
    "LinkObject",
    "LinkedObject",
    "ListAcknowledgements",
    "ListAnniversaries",
    "ListAudiences",
    "ListCallIdeas",
    "ListCarriedTasks",
    "ListCircleMembers",
    "ListCircles",
    "ListDecisions",
    "ListDirectoryUnits",
    "ListHolds",
    "ListIdeaAuthors",
    "ListIdeaCalls",
    "ListIdeaEvaluators",
    "ListIdeaMarks",
    "ListKudos",
    "ListMeetingTasks",
    "ListMinutes",
    "ListMinutesWriters",
    "ListMissingReaders",
    "ListMyMustReads",
    "ListMyStandings",
    "ListMyTasks",
    "ListObjectLinks",
    "ListOnboardingPlans",
    "ListOnboardings",
    "ListPlacements",
    "ListRecurrences",
    "ListRetentions",
    "ListThreadsOfObject",
    "ListTopicsOf",
    "ListUnitMembers",
    "ListUnitVersions",
    "ListUnits",
    "ListUnplaced",
    "MarkIdea",
    "MarkMustRead",
    "MeetingDecision",
    "MeetingDecisionId",
    "MeetingSettings",
    "MeetingTask",
    "MeetingTaskAssigned",
    "MeetingTaskDue",
    "MeetingTaskId",
    "MeetingTaskNumbers",
    "MeetingTaskOwnerLost",
    "MeetingTaskReassigned",
    "MeetingTaskState",
    "MeetingTaskStateChanged",
    "MemberHeld",
    "MemberPlaced",
    "MergeIdeas",
    "Minutes",
    "MinutesApproved",
    "MinutesCorrected",
    "MinutesId",
    "MinutesStarted",
    "MinutesView",
    "MinutesWriter",
    "MinutesWriterNamed",
    "MinutesWriterRemoved",
    "MissingReader",
    "MoveUnit",
    "MustRead",
    "MustReadEnded",
    "MustReadId",
    "MustReadSet",
    "MyMustRead",
    "NameMinutesWriter",
    "ObjectCard",
    "ObjectCards",
    "ObjectChange",
    "ObjectChanged",
    "ObjectEvent",
    "ObjectLink",
    "ObjectLinkAsked",
    "ObjectLinkId",
    "ObjectLinked",
    "ObjectReader",
    "ObjectReference",
    "ObjectThread",
    "ObjectUnlinked",
    "Onboarding",
    "OnboardingBuddyAssigned",
    "OnboardingBuddyLost",
    "OnboardingEnded",
    "OnboardingId",
    "OnboardingNumbers",
    "OnboardingPlan",
    "OnboardingPlanId",
    "OnboardingPlanView",
    "OnboardingProgress",
    "OnboardingStarted",
    "OnboardingState",
    "OnboardingTask",
    "OnboardingTaskDue",
    "OnboardingTaskId",
    "OnboardingTaskTicked",
    "OpenAudience",
    "OpenIdeaCall",
    "OpenLegalHold",
    "OverdueReaders",
    "PlaceMember",
    "Placement",
    "PlacementEnded",
    "PlacementId",
    "PlacementProblem",
    "PlanTask",
    "PlanTaskId",
    "PreviewRetention",
    "RankedIdea",
    "ReadDecision",
    "ReadDirectoryEntry",
    "ReadHold",
    "ReadIdeaCall",
    "ReadIdeaNumbers",
    "ReadManagers",
    "ReadMeetingTask",
    "ReadMeetingTaskNumbers",
    "ReadMinutes",
    "ReadMustRead",
    "ReadMyAnniversary",
    "ReadObjectCards",
    "ReadOnboarding",
    "ReadOnboardingPlan",
    "ReadOverdueReaders",
    "ReadUnit",
    "ReadersEscalated",
    "ReadersReminded",
    "ReassignTask",
    "RecordDecision",
    "RecordObjectChange",
    "Recurrence",
    "RecurrenceId",
    "ReleaseHold",
    "RemoveMinutesWriter",
    "RemovePlanTask",
    "RenameUnit",
    "ReopenTask",
    "ReportIdeaCall",
    "RereadDirectory",
    "RetentionApplied",
    "RetentionEnded",
    "RetentionPreview",
    "RetentionRule",
    "RetentionSet",
    "RetentionSettings",
    "SearchDirectory",
    "SetRecurrence",
    "SetRetention",
    "SetUnitManager",
    "ShareAnniversary",
    "Standing",
    "StartCircle",
    "StartMinutes",
    "StartOnboarding",
    "StopSharingAnniversary",
    "SubmitIdea",
    "SupersedeDecision",
    "TaskFilter",
    "ThreadHeld",
    "TickOnboardingTask",
    "TopicExpert",
    "TopicExpertise",
    "Unit",
    "UnitClosed",
    "UnitCreated",
    "UnitGivenToDirectory",
    "UnitId",
    "UnitLeadDisputed",
    "UnitManagerChanged",
    "UnitMoved",
    "UnitRenamed",
    "UnitVersion",
    "UnitVersionId",
    "UnlinkObject",
    "UntickOnboardingTask",
    "WithdrawExpertise",
    "WithdrawExpertiseEndorsement",
    "WithdrawKudos",
    "anniversary_feature",
    "announcement_feature",
    "business_object_feature",
    "circle_feature",
    "digest_of",
    "directory_feature",
    "directory_unit_feature",
    "expertise_feature",
    "idea_feature",
    "kudos_feature",
    "legal_hold_feature",
    "meeting_feature",
    "onboarding_feature",
    "retention_feature",
    "unit_feature",
]

del (
    _object_handlers,
    _object_jobs,
    _object_queries,
    _object_subscribers,
    _object_visibility,
    _meeting_gates,
    _meeting_handlers,
    _meeting_queries,
    _meeting_reactions,
    _meeting_subscribers,
    _meeting_visibility,
    _decision_handlers,
    _decision_queries,
    _meeting_task_handlers,
    _meeting_task_jobs,
    _meeting_task_queries,
    _retention_handlers,
    _retention_jobs,
    _retention_queries,
    _retention_subscribers,
    _legal_hold_handlers,
    _legal_hold_queries,
    _legal_hold_reactions,
    _legal_hold_subscribers,
    _audiences_gates,
    _audiences_handlers,
    _audiences_queries,
    _audiences_reactions,
    _must_reads_handlers,
    _must_reads_queries,
    _recurring_handlers,
    _recurring_jobs,
    _recurring_subscribers,
    _reminders_jobs,
    _reminders_queries,
    _idea_call_handlers,
    _idea_call_jobs,
    _idea_call_queries,
    _idea_call_reactions,
    _idea_call_subscribers,
    _idea_gates,
    _idea_handlers,
    _idea_queries,
    _idea_mark_handlers,
    _idea_mark_queries,
    _idea_mark_visibility,
    _idea_number_queries,
    _anniversary_handlers,
    _anniversary_queries,
    _anniversary_reactions,
    _anniversary_subscribers,
    _onboarding_handlers,
    _onboarding_queries,
    _onboarding_reactions,
    _onboarding_subscribers,
    _plans_handlers,
    _plans_queries,
    _tasks_handlers,
    _expertise_handlers,
    _expertise_queries,
    _expertise_reactions,
    _expertise_subscribers,
    _directory_queries,
    _directory_units_handlers,
    _directory_units_queries,
    _circles_handlers,
    _circles_queries,
    _circles_reactions,
    _circles_subscribers,
    _circles_visibility,
    _kudos_handlers,
    _kudos_queries,
    _kudos_subscribers,
    _placements_handlers,
    _placements_queries,
    _units_handlers,
    _units_queries,
    _units_reactions,
)
