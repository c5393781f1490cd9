"""The feature of guilds, with its settings."""

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_gaming.guilds.alliances.records import GuildAlliance
from commkit_gaming.guilds.facts import (
    SEE_REQUESTS,
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
from commkit_gaming.guilds.joining.records import GuildInvitation, MyGuilds
from commkit_gaming.guilds.numbers.measures import IN_GUILDS, LONE_GUILDS
from commkit_gaming.guilds.numbers.records import GuildNumbers
from commkit_gaming.guilds.records import GuildMember
from commkit_gaming.policy import MEMBER, MIGRATIONS, SILENCED, STEWARD, SUSPENDED, raise_if_invalid
from commkit_gaming.tables import GUILDS

FEATURE = "gaming.guilds"
"""The name of the feature, which keeps the halls and groups of the guilds."""
JOIN, LEAVE, MANAGE = "gaming.join_guilds", "gaming.leave_guild", "gaming.manage_guilds"
"""Permissions: to take part in guilds, to leave them, and to edit and disband any of them."""
_MOST_GUILDS, _LARGEST = 20, 1_000


@frozen
class GuildSettings:
    """How large guilds are, and of how many one is a member.

    Attributes:
        most_guilds: Of how many guilds one is a member at once, 1 to 20.
        largest: Up to which capacity a guild may go, 2 to 1,000.

    Raises:
        Invalid: One of them is out of its range (`gaming.bad_settings`).
    """

    most_guilds: int = 1
    largest: int = 200

    def __attrs_post_init__(self) -> None:
        faults = []
        if not 1 <= self.most_guilds <= _MOST_GUILDS:
            faults.append(("most_guilds", "out_of_range", f"give 1 to {_MOST_GUILDS} guilds"))
        if not 2 <= self.largest <= _LARGEST:
            faults.append(("largest", "out_of_range", f"give 2 to {_LARGEST} members"))
        raise_if_invalid(faults)


guild_feature = Feature(
    FEATURE,
    tables=GUILDS,
    migrations=MIGRATIONS,
    settings=GuildSettings(),
    declares=(IN_GUILDS, LONE_GUILDS),
    requires=("posts",),
    grants={
        "visitor": {"gaming.read_guilds"},
        MEMBER: {JOIN, LEAVE},
        SILENCED: {LEAVE},
        SUSPENDED: {LEAVE},
        STEWARD: {MANAGE},
        "system": {SEE_REQUESTS},
    },
    explicit_permissions=(MANAGE,),
    persons_only=(JOIN, LEAVE),
    system_only=(SEE_REQUESTS,),
    facts=(
        GuildFounded,
        GuildChanged,
        GuildDisbanded,
        GuildEntered,
        GuildLeft,
        GuildMemberKicked,
        GuildRankSet,
        GuildApplicationMade,
        GuildApplicationDeclined,
        GuildInvitationSent,
        GuildAllianceOffered,
        GuildAllianceRefused,
        GuildAllianceMade,
        GuildAllianceEnded,
    ),
    records=(GuildMember, GuildInvitation, GuildAlliance, MyGuilds, GuildNumbers),
    notification_kinds=(
        NotificationKind(
            name="gaming.guild_application",
            summary="Somebody applied to a guild in which you accept members.",
            sentence="{by} applied to “{title}”.",
        ),
        NotificationKind(
            name="gaming.guild_invitation",
            summary="You were invited to a guild.",
            sentence="{by} invited you to “{title}”.",
        ),
        NotificationKind(
            name="gaming.guild_entered",
            summary="Your application to a guild was accepted.",
            sentence="You are a member of “{title}” now.",
        ),
        NotificationKind(
            name="gaming.guild_declined",
            summary="Your application to a guild was declined.",
            sentence="“{title}” declined your application.",
        ),
        NotificationKind(
            name="gaming.guild_rank_set",
            summary="You have another rank in a guild.",
            sentence="You have another rank in “{title}”.",
        ),
        NotificationKind(
            name="gaming.guild_kicked",
            summary="You were taken out of a guild.",
            sentence="You were taken out of “{title}”.",
        ),
        NotificationKind(
            name="gaming.guild_disbanded",
            summary="A guild of yours was disbanded.",
            sentence="“{title}” was disbanded.",
        ),
        NotificationKind(
            name="gaming.guild_alliance_offered",
            summary="A guild offered an alliance to the guild that you lead.",
            sentence="“{title}” offers an alliance to your guild.",
        ),
        NotificationKind(
            name="gaming.guild_alliance_made",
            summary="A guild accepted the alliance with the guild that you lead.",
            sentence="“{title}” and your guild are allies.",
        ),
        NotificationKind(
            name="gaming.guild_alliance_ended",
            summary="A guild ended its alliance with the guild that you lead.",
            sentence="“{title}” ended its alliance with your guild.",
        ),
    ),
)
"""Guilds with ranks, applications, invitations, a capacity and a hall."""
