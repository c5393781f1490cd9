"""Gaming experiences among members for commkit: guilds, tournaments whose results move a ladder, balanced parties.

A community of the type `gaming` has all features of the plugin; each of them may be used in other types, too:
`gaming.games`, `gaming.guilds`.
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
from commkit_gaming.play.policy import MATCHES, PARTIES, RULES
from commkit_gaming.play.queries import LADDER, LadderRatings
from commkit_gaming.plugin import Gaming
from commkit_gaming.policy import ORGANISER, REPLY, TOPIC

__all__ = [
    "ACHIEVEMENTS",
    "EVIDENCE",
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
    "ApplyToGuild",
    "CommendPlayer",
    "Commendation",
    "CommendationCount",
    "CommendationId",
    "CommendationKind",
    "CommendationLoop",
    "CommendationSettings",
    "CommendationWithdrawn",
    "DeclineGuildApplication",
    "DisbandGuild",
    "EditGuild",
    "EndGuildAlliance",
    "FoundGuild",
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
    "InviteToGuild",
    "KickFromGuild",
    "LadderRatings",
    "LeaveGuild",
    "ListCommendationLoops",
    "ListGuildAlliances",
    "ListGuildApplications",
    "ListGuildMembers",
    "ListGuilds",
    "ListMyCommendations",
    "MyGuilds",
    "OfferGuildAlliance",
    "PlayedGames",
    "PlayedTogether",
    "PlayerCommended",
    "ReadCommendations",
    "ReadGuild",
    "ReadGuildNumbers",
    "ReadMyGuilds",
    "ReadPlayedGames",
    "SetGuildRank",
    "SetGuildRights",
    "ShowCommendations",
    "WithdrawCommendation",
    "commendation_feature",
    "games_feature",
    "guild_feature",
    "successor_of",
]

del (
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
