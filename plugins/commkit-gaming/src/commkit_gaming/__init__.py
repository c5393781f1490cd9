"""Gaming experiences among members for commkit: guilds, tournaments whose results move a ladder, balanced parties.

A community of the type `gaming` has all features of the plugin; each of them may be used in other types, too:
`gaming.games`, `gaming.guilds`, `gaming.linked_identities`, `gaming.looking_for_group`, `gaming.event_nights`,
`gaming.scrims`, `gaming.commendations`.
"""

from commkit_gaming.achievements.policy import ACHIEVEMENTS, EVIDENCE
from commkit_gaming.commendations import handlers as _commendations_handlers
from commkit_gaming.commendations import queries as _commendations_queries
from commkit_gaming.commendations import subscribers as _commendations_subscribers
from commkit_gaming.commendations.facts import CommendationWithdrawn, PlayerCommended
from commkit_gaming.commendations.feature import CommendationSettings, commendation_feature
from commkit_gaming.commendations.messages import (
    CommendPlayer,
    ListCommendationLoops,
    ListMyCommendations,
    ReadCommendations,
    ShowCommendations,
    WithdrawCommendation,
)
from commkit_gaming.commendations.records import (
    Commendation,
    CommendationCount,
    CommendationId,
    CommendationKind,
    CommendationLoop,
    PlayedTogether,
)
from commkit_gaming.community_type import GAMING
from commkit_gaming.event_nights import handlers as _event_nights_handlers
from commkit_gaming.event_nights import queries as _event_nights_queries
from commkit_gaming.event_nights.facts import EventNightDeclared, EventNightEnded
from commkit_gaming.event_nights.feature import EventNightSettings, event_night_feature
from commkit_gaming.event_nights.messages import (
    DeclareEventNight,
    EndEventNight,
    ListEventNights,
    ListStreaks,
    ReadEventNightNumbers,
    ReadMyStreak,
    ShowMyStreak,
)
from commkit_gaming.event_nights.policy import streaks_of
from commkit_gaming.event_nights.records import (
    EventNight,
    EventNightNumbers,
    MemberStreak,
    ShownStreak,
    Streak,
)
from commkit_gaming.games import gates as _games_gates
from commkit_gaming.games import queries as _games_queries
from commkit_gaming.games import reactions as _games_reactions
from commkit_gaming.games.feature import GamesSettings, games_feature
from commkit_gaming.games.messages import ReadPlayedGames
from commkit_gaming.games.records import PlayedGames
from commkit_gaming.guilds import handlers as _guilds_handlers
from commkit_gaming.guilds import offers as _guilds_offers
from commkit_gaming.guilds import queries as _guilds_queries
from commkit_gaming.guilds import reactions as _guilds_reactions
from commkit_gaming.guilds import subscribers as _guilds_subscribers
from commkit_gaming.guilds import visibility as _guilds_visibility
from commkit_gaming.guilds.alliances import handlers as _guilds_alliances_handlers
from commkit_gaming.guilds.alliances import queries as _guilds_alliances_queries
from commkit_gaming.guilds.alliances.messages import (
    AcceptGuildAlliance,
    EndGuildAlliance,
    ListGuildAlliances,
    OfferGuildAlliance,
)
from commkit_gaming.guilds.alliances.records import GuildAlliance
from commkit_gaming.guilds.facts import (
    GuildAllianceEnded,
    GuildAllianceMade,
    GuildAllianceOffered,
    GuildAllianceRefused,
    GuildApplicationDeclined,
    GuildApplicationMade,
    GuildChanged,
    GuildDisbanded,
    GuildEntered,
    GuildFounded,
    GuildInvitationSent,
    GuildLeft,
    GuildMemberKicked,
    GuildRankSet,
)
from commkit_gaming.guilds.feature import GuildSettings, guild_feature
from commkit_gaming.guilds.joining import handlers as _guilds_joining_handlers
from commkit_gaming.guilds.joining import queries as _guilds_joining_queries
from commkit_gaming.guilds.joining.messages import (
    AcceptGuildApplication,
    AcceptGuildInvitation,
    ApplyToGuild,
    DeclineGuildApplication,
    InviteToGuild,
    LeaveGuild,
    ListGuildApplications,
    ReadMyGuilds,
)
from commkit_gaming.guilds.joining.records import (
    GuildApplication,
    GuildApplicationId,
    GuildInvitation,
    MyGuilds,
)
from commkit_gaming.guilds.messages import (
    DisbandGuild,
    EditGuild,
    FoundGuild,
    ListGuildMembers,
    ListGuilds,
    ReadGuild,
    SetGuildRights,
)
from commkit_gaming.guilds.numbers import queries as _guilds_numbers_queries
from commkit_gaming.guilds.numbers.messages import ReadGuildNumbers
from commkit_gaming.guilds.numbers.records import GuildNumbers
from commkit_gaming.guilds.policy import successor_of
from commkit_gaming.guilds.ranks import handlers as _guilds_ranks_handlers
from commkit_gaming.guilds.ranks.messages import HandOverGuild, KickFromGuild, SetGuildRank
from commkit_gaming.guilds.records import Guild, GuildId, GuildMember, GuildRank, GuildRight
from commkit_gaming.linked_identities import explanations as _linked_identities_explanations
from commkit_gaming.linked_identities import handlers as _linked_identities_handlers
from commkit_gaming.linked_identities import offers as _linked_identities_offers
from commkit_gaming.linked_identities import queries as _linked_identities_queries
from commkit_gaming.linked_identities import reactions as _linked_identities_reactions
from commkit_gaming.linked_identities import subscribers as _linked_identities_subscribers
from commkit_gaming.linked_identities import visibility as _linked_identities_visibility
from commkit_gaming.linked_identities.facts import (
    AccountProofBrought,
    AccountProofRefused,
    GameAccountCheckDue,
    GameAccountLinked,
    GameAccountUnlinked,
)
from commkit_gaming.linked_identities.feature import LinkedIdentitySettings, linked_identity_feature
from commkit_gaming.linked_identities.jobs import AnswerAccountProof, CheckGameAccount, RenewGameAccount
from commkit_gaming.linked_identities.messages import (
    LinkGameAccount,
    ListGameAccounts,
    ReadMyGameAccounts,
    ShowGameAccount,
    UnlinkGameAccount,
)
from commkit_gaming.linked_identities.numbers import queries as _linked_identities_numbers_queries
from commkit_gaming.linked_identities.numbers.messages import ReadGameAccountNumbers
from commkit_gaming.linked_identities.numbers.records import GameAccountNumbers
from commkit_gaming.linked_identities.ports import LinkedIdentities, LinkedIdentityPort, PlatformAccount
from commkit_gaming.linked_identities.records import (
    AccountProof,
    AccountProofId,
    GameAccount,
    GameAccountId,
    MyGameAccounts,
    ProofState,
    ShownTo,
)
from commkit_gaming.looking_for_group import explanations as _lfg_explanations
from commkit_gaming.looking_for_group import handlers as _lfg_handlers
from commkit_gaming.looking_for_group import jobs as _lfg_jobs
from commkit_gaming.looking_for_group import offers as _lfg_offers
from commkit_gaming.looking_for_group import queries as _lfg_queries
from commkit_gaming.looking_for_group import reactions as _lfg_reactions
from commkit_gaming.looking_for_group import subscribers as _lfg_subscribers
from commkit_gaming.looking_for_group import visibility as _lfg_visibility
from commkit_gaming.looking_for_group.availability import handlers as _lfg_availability_handlers
from commkit_gaming.looking_for_group.availability import queries as _lfg_availability_queries
from commkit_gaming.looking_for_group.availability.messages import (
    ReadMyAvailability,
    ReadPartyOverlap,
    SetMyAvailability,
)
from commkit_gaming.looking_for_group.availability.records import Availability, OverlapSpan, PartyOverlap
from commkit_gaming.looking_for_group.facts import (
    NoShowDecided,
    NoShowDisputed,
    NoShowNoted,
    NoShowTakenBack,
    PartyBecameEvent,
    PartyClosed,
    PartyEntered,
    PartyExpired,
    PartyFilled,
    PartyHandedOver,
    PartyLeft,
    PartyPosted,
    PartyRequestDeclined,
    PartyRequested,
    ReadyCheckCalled,
    ReadyCheckEnded,
)
from commkit_gaming.looking_for_group.feature import PartySettings, party_feature
from commkit_gaming.looking_for_group.joining import handlers as _lfg_joining_handlers
from commkit_gaming.looking_for_group.joining import queries as _lfg_joining_queries
from commkit_gaming.looking_for_group.joining.messages import (
    AcceptPartyRequest,
    AskToJoinParty,
    DeclinePartyRequest,
    LeaveParty,
    ListPartyRequests,
    ReadMyParties,
    RemoveFromParty,
)
from commkit_gaming.looking_for_group.joining.records import MyParties, PartyRequest, PartyRequestId
from commkit_gaming.looking_for_group.messages import (
    CloseParty,
    HandOverParty,
    ListParties,
    ListPartyMembers,
    PostParty,
    ReadParty,
    SuggestPartyMembers,
)
from commkit_gaming.looking_for_group.no_shows import handlers as _lfg_no_shows_handlers
from commkit_gaming.looking_for_group.no_shows import queries as _lfg_no_shows_queries
from commkit_gaming.looking_for_group.no_shows.messages import (
    DecideNoShow,
    DisputeNoShow,
    ListDisputedNoShows,
    NoteNoShow,
    ReadMyNoShows,
    ReadNoShows,
    TakeBackNoShow,
)
from commkit_gaming.looking_for_group.no_shows.records import NoShow, NoShowId, NoShowRecord, NoShowState
from commkit_gaming.looking_for_group.numbers import queries as _lfg_numbers_queries
from commkit_gaming.looking_for_group.numbers.measures import FILLED
from commkit_gaming.looking_for_group.numbers.messages import ReadPartyNumbers
from commkit_gaming.looking_for_group.numbers.records import PartyNumbers
from commkit_gaming.looking_for_group.ready_checks import handlers as _lfg_ready_checks_handlers
from commkit_gaming.looking_for_group.ready_checks import jobs as _lfg_ready_checks_jobs
from commkit_gaming.looking_for_group.ready_checks.messages import AnswerReadyCheck, CallReadyCheck
from commkit_gaming.looking_for_group.records import (
    Party,
    PartyId,
    PartyLevel,
    PartyListing,
    PartyMember,
    PartySlot,
    PartyState,
    ReadyAnswer,
)
from commkit_gaming.play.policy import MATCHES, PARTIES, RULES
from commkit_gaming.play.queries import LADDER, LadderRatings
from commkit_gaming.plugin import Gaming
from commkit_gaming.policy import ORGANISER, REPLY, TOPIC
from commkit_gaming.scrims import explanations as _scrims_explanations
from commkit_gaming.scrims import handlers as _scrims_handlers
from commkit_gaming.scrims import jobs as _scrims_jobs
from commkit_gaming.scrims import offers as _scrims_offers
from commkit_gaming.scrims import queries as _scrims_queries
from commkit_gaming.scrims import reactions as _scrims_reactions
from commkit_gaming.scrims import subscribers as _scrims_subscribers
from commkit_gaming.scrims import visibility as _scrims_visibility
from commkit_gaming.scrims.facts import (
    ScrimAccepted,
    ScrimAsked,
    ScrimEnded,
    ScrimNoShowDisputed,
    ScrimNoShowNoted,
    ScrimNoShowTakenBack,
    ScrimResultConfirmed,
    ScrimResultTold,
)
from commkit_gaming.scrims.feature import ScrimSettings, scrim_feature
from commkit_gaming.scrims.messages import (
    AcceptScrim,
    AskForScrim,
    CancelScrim,
    DeclineScrim,
    ListScrims,
    ReadScrim,
    WithdrawScrim,
)
from commkit_gaming.scrims.outcomes import handlers as _scrims_outcomes_handlers
from commkit_gaming.scrims.outcomes import queries as _scrims_outcomes_queries
from commkit_gaming.scrims.outcomes.messages import (
    ConfirmScrimResult,
    DisputeScrimNoShow,
    ListScrimNoShows,
    NoteScrimNoShow,
    TakeBackScrimNoShow,
    TellScrimResult,
)
from commkit_gaming.scrims.records import (
    Scrim,
    ScrimId,
    ScrimNoShow,
    ScrimNoShowId,
    ScrimState,
)

__all__ = [
    "ACHIEVEMENTS",
    "EVIDENCE",
    "FILLED",
    "GAMING",
    "LADDER",
    "MATCHES",
    "ORGANISER",
    "PARTIES",
    "REPLY",
    "RULES",
    "TOPIC",
    "AcceptGuildAlliance",
    "AcceptGuildApplication",
    "AcceptGuildInvitation",
    "AcceptPartyRequest",
    "AcceptScrim",
    "AccountProof",
    "AccountProofBrought",
    "AccountProofId",
    "AccountProofRefused",
    "AnswerAccountProof",
    "AnswerReadyCheck",
    "ApplyToGuild",
    "AskForScrim",
    "AskToJoinParty",
    "Availability",
    "CallReadyCheck",
    "CancelScrim",
    "CheckGameAccount",
    "CloseParty",
    "CommendPlayer",
    "Commendation",
    "CommendationCount",
    "CommendationId",
    "CommendationKind",
    "CommendationLoop",
    "CommendationSettings",
    "CommendationWithdrawn",
    "ConfirmScrimResult",
    "DecideNoShow",
    "DeclareEventNight",
    "DeclineGuildApplication",
    "DeclinePartyRequest",
    "DeclineScrim",
    "DisbandGuild",
    "DisputeNoShow",
    "DisputeScrimNoShow",
    "EditGuild",
    "EndEventNight",
    "EndGuildAlliance",
    "EventNight",
    "EventNightDeclared",
    "EventNightEnded",
    "EventNightNumbers",
    "EventNightSettings",
    "FoundGuild",
    "GameAccount",
    "GameAccountCheckDue",
    "GameAccountId",
    "GameAccountLinked",
    "GameAccountNumbers",
    "GameAccountUnlinked",
    "GamesSettings",
    "Gaming",
    "Guild",
    "GuildAlliance",
    "GuildAllianceEnded",
    "GuildAllianceMade",
    "GuildAllianceOffered",
    "GuildAllianceRefused",
    "GuildApplication",
    "GuildApplicationDeclined",
    "GuildApplicationId",
    "GuildApplicationMade",
    "GuildChanged",
    "GuildDisbanded",
    "GuildEntered",
    "GuildFounded",
    "GuildId",
    "GuildInvitation",
    "GuildInvitationSent",
    "GuildLeft",
    "GuildMember",
    "GuildMemberKicked",
    "GuildNumbers",
    "GuildRank",
    "GuildRankSet",
    "GuildRight",
    "GuildSettings",
    "HandOverGuild",
    "HandOverParty",
    "InviteToGuild",
    "KickFromGuild",
    "LadderRatings",
    "LeaveGuild",
    "LeaveParty",
    "LinkGameAccount",
    "LinkedIdentities",
    "LinkedIdentityPort",
    "LinkedIdentitySettings",
    "ListCommendationLoops",
    "ListDisputedNoShows",
    "ListEventNights",
    "ListGameAccounts",
    "ListGuildAlliances",
    "ListGuildApplications",
    "ListGuildMembers",
    "ListGuilds",
    "ListMyCommendations",
    "ListParties",
    "ListPartyMembers",
    "ListPartyRequests",
    "ListScrimNoShows",
    "ListScrims",
    "ListStreaks",
    "MemberStreak",
    "MyGameAccounts",
    "MyGuilds",
    "MyParties",
    "NoShow",
    "NoShowDecided",
    "NoShowDisputed",
    "NoShowId",
    "NoShowNoted",
    "NoShowRecord",
    "NoShowState",
    "NoShowTakenBack",
    "NoteNoShow",
    "NoteScrimNoShow",
    "OfferGuildAlliance",
    "OverlapSpan",
    "Party",
    "PartyBecameEvent",
    "PartyClosed",
    "PartyEntered",
    "PartyExpired",
    "PartyFilled",
    "PartyHandedOver",
    "PartyId",
    "PartyLeft",
    "PartyLevel",
    "PartyListing",
    "PartyMember",
    "PartyNumbers",
    "PartyOverlap",
    "PartyPosted",
    "PartyRequest",
    "PartyRequestDeclined",
    "PartyRequestId",
    "PartyRequested",
    "PartySettings",
    "PartySlot",
    "PartyState",
    "PlatformAccount",
    "PlayedGames",
    "PlayedTogether",
    "PlayerCommended",
    "PostParty",
    "ProofState",
    "ReadCommendations",
    "ReadEventNightNumbers",
    "ReadGameAccountNumbers",
    "ReadGuild",
    "ReadGuildNumbers",
    "ReadMyAvailability",
    "ReadMyGameAccounts",
    "ReadMyGuilds",
    "ReadMyNoShows",
    "ReadMyParties",
    "ReadMyStreak",
    "ReadNoShows",
    "ReadParty",
    "ReadPartyNumbers",
    "ReadPartyOverlap",
    "ReadPlayedGames",
    "ReadScrim",
    "ReadyAnswer",
    "ReadyCheckCalled",
    "ReadyCheckEnded",
    "RemoveFromParty",
    "RenewGameAccount",
    "Scrim",
    "ScrimAccepted",
    "ScrimAsked",
    "ScrimEnded",
    "ScrimId",
    "ScrimNoShow",
    "ScrimNoShowDisputed",
    "ScrimNoShowId",
    "ScrimNoShowNoted",
    "ScrimNoShowTakenBack",
    "ScrimResultConfirmed",
    "ScrimResultTold",
    "ScrimSettings",
    "ScrimState",
    "SetGuildRank",
    "SetGuildRights",
    "SetMyAvailability",
    "ShowCommendations",
    "ShowGameAccount",
    "ShowMyStreak",
    "ShownStreak",
    "ShownTo",
    "Streak",
    "SuggestPartyMembers",
    "TakeBackNoShow",
    "TakeBackScrimNoShow",
    "TellScrimResult",
    "UnlinkGameAccount",
    "WithdrawCommendation",
    "WithdrawScrim",
    "commendation_feature",
    "event_night_feature",
    "games_feature",
    "guild_feature",
    "linked_identity_feature",
    "party_feature",
    "scrim_feature",
    "streaks_of",
    "successor_of",
]

del (
    _linked_identities_explanations,
    _linked_identities_handlers,
    _linked_identities_offers,
    _linked_identities_queries,
    _linked_identities_reactions,
    _linked_identities_subscribers,
    _linked_identities_visibility,
    _linked_identities_numbers_queries,
    _scrims_explanations,
    _scrims_handlers,
    _scrims_jobs,
    _scrims_offers,
    _scrims_queries,
    _scrims_reactions,
    _scrims_subscribers,
    _scrims_visibility,
    _scrims_outcomes_handlers,
    _scrims_outcomes_queries,
    _event_nights_handlers,
    _event_nights_queries,
    _lfg_explanations,
    _lfg_handlers,
    _lfg_jobs,
    _lfg_offers,
    _lfg_queries,
    _lfg_reactions,
    _lfg_subscribers,
    _lfg_visibility,
    _lfg_availability_handlers,
    _lfg_availability_queries,
    _lfg_joining_handlers,
    _lfg_joining_queries,
    _lfg_no_shows_handlers,
    _lfg_no_shows_queries,
    _lfg_numbers_queries,
    _lfg_ready_checks_handlers,
    _lfg_ready_checks_jobs,
    _commendations_handlers,
    _commendations_queries,
    _commendations_subscribers,
    _guilds_alliances_handlers,
    _guilds_alliances_queries,
    _games_gates,
    _games_queries,
    _games_reactions,
    _guilds_handlers,
    _guilds_joining_handlers,
    _guilds_joining_queries,
    _guilds_numbers_queries,
    _guilds_offers,
    _guilds_queries,
    _guilds_ranks_handlers,
    _guilds_reactions,
    _guilds_subscribers,
    _guilds_visibility,
)
