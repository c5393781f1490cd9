"""Internal communities for commkit: org units with managers and history, kudos, and announcements of a desk."""

from commkit_internal.community_type import INTERNAL
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
from commkit_internal.plugin import Internal
from commkit_internal.policy import LEGAL, PEOPLE_PARTNER
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
    "Circle",
    "CircleEnded",
    "CircleId",
    "CircleInvitation",
    "CircleInvitationSent",
    "CircleJoinPolicy",
    "CircleStarted",
    "CloseUnit",
    "CountKudos",
    "CreateUnit",
    "DiscoveryPage",
    "EndPlacement",
    "ExportForDiscovery",
    "GiveKudos",
    "HeldMember",
    "HeldMemberId",
    "HeldThread",
    "HeldThreadId",
    "HoldMember",
    "HoldThread",
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
    "ListCircleMembers",
    "ListCircles",
    "ListHolds",
    "ListKudos",
    "ListPlacements",
    "ListUnitMembers",
    "ListUnitVersions",
    "ListUnits",
    "MemberHeld",
    "MemberPlaced",
    "MoveUnit",
    "OpenLegalHold",
    "PlaceMember",
    "Placement",
    "PlacementEnded",
    "PlacementId",
    "ReadHold",
    "ReadManagers",
    "ReadUnit",
    "ReleaseHold",
    "RenameUnit",
    "SetUnitManager",
    "StartCircle",
    "ThreadHeld",
    "Unit",
    "UnitClosed",
    "UnitCreated",
    "UnitId",
    "UnitManagerChanged",
    "UnitMoved",
    "UnitRenamed",
    "UnitVersion",
    "UnitVersionId",
    "WithdrawKudos",
    "circle_feature",
    "digest_of",
    "kudos_feature",
    "legal_hold_feature",
    "unit_feature",
]

del (
    _legal_hold_handlers,
    _legal_hold_queries,
    _legal_hold_reactions,
    _legal_hold_subscribers,
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
