"""Internal communities for commkit: org units with managers and history, kudos, and announcements of a desk."""

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
from commkit_internal.community_type import INTERNAL
from commkit_internal.directory import queries as _directory_queries
from commkit_internal.directory.feature import directory_feature
from commkit_internal.directory.messages import ReadDirectoryEntry, SearchDirectory
from commkit_internal.directory.records import DirectoryEntry
from commkit_internal.expertise import handlers as _expertise_handlers
from commkit_internal.expertise import queries as _expertise_queries
from commkit_internal.expertise import reactions as _expertise_reactions
from commkit_internal.expertise import subscribers as _expertise_subscribers
from commkit_internal.expertise.facts import (
    ExpertiseEndorsed,
    ExpertiseEndorsementWithdrawn,
    ExpertiseStated,
)
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
from commkit_internal.kudos import handlers as _kudos_handlers
from commkit_internal.kudos import queries as _kudos_queries
from commkit_internal.kudos import subscribers as _kudos_subscribers
from commkit_internal.kudos.facts import KudosGiven, KudosWithdrawn
from commkit_internal.kudos.feature import KudosSettings, kudos_feature
from commkit_internal.kudos.messages import CountKudos, GiveKudos, ListKudos, WithdrawKudos
from commkit_internal.kudos.records import Kudos, KudosCount, KudosId
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
from commkit_internal.policy import PEOPLE_PARTNER
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
    "PEOPLE_PARTNER",
    "STAND_FOR_EMPLOYER",
    "AddPlanTask",
    "Anniversary",
    "AnniversaryAudience",
    "AnniversaryHidden",
    "AnniversaryId",
    "AnniversaryReached",
    "AnniversarySettings",
    "AnniversaryShared",
    "AnniversaryView",
    "AssignBuddy",
    "Circle",
    "CircleEnded",
    "CircleId",
    "CircleInvitation",
    "CircleInvitationSent",
    "CircleJoinPolicy",
    "CircleStarted",
    "CloseOnboardingPlan",
    "CloseUnit",
    "ConfirmExpertise",
    "CountKudos",
    "CountOnboardings",
    "CreateOnboardingPlan",
    "CreateUnit",
    "DeclineBuddy",
    "DenyExpertise",
    "DirectoryEntry",
    "EndOnboarding",
    "EndPlacement",
    "EndorseExpertise",
    "Evidence",
    "EvidenceKind",
    "ExpertiseEndorsed",
    "ExpertiseEndorsement",
    "ExpertiseEndorsementWithdrawn",
    "ExpertiseSettings",
    "ExpertiseStanding",
    "ExpertiseStated",
    "FindExperts",
    "GiveKudos",
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
    "ListAnniversaries",
    "ListCircleMembers",
    "ListCircles",
    "ListKudos",
    "ListMyStandings",
    "ListOnboardingPlans",
    "ListOnboardings",
    "ListPlacements",
    "ListTopicsOf",
    "ListUnitMembers",
    "ListUnitVersions",
    "ListUnits",
    "MemberPlaced",
    "MoveUnit",
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
    "PlaceMember",
    "Placement",
    "PlacementEnded",
    "PlacementId",
    "PlanTask",
    "PlanTaskId",
    "ReadDirectoryEntry",
    "ReadManagers",
    "ReadMyAnniversary",
    "ReadOnboarding",
    "ReadOnboardingPlan",
    "ReadUnit",
    "RemovePlanTask",
    "RenameUnit",
    "SearchDirectory",
    "SetUnitManager",
    "ShareAnniversary",
    "Standing",
    "StartCircle",
    "StartOnboarding",
    "StopSharingAnniversary",
    "TickOnboardingTask",
    "TopicExpert",
    "TopicExpertise",
    "Unit",
    "UnitClosed",
    "UnitCreated",
    "UnitId",
    "UnitManagerChanged",
    "UnitMoved",
    "UnitRenamed",
    "UnitVersion",
    "UnitVersionId",
    "UntickOnboardingTask",
    "WithdrawExpertise",
    "WithdrawExpertiseEndorsement",
    "WithdrawKudos",
    "anniversary_feature",
    "circle_feature",
    "directory_feature",
    "expertise_feature",
    "kudos_feature",
    "onboarding_feature",
    "unit_feature",
]

del (
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
