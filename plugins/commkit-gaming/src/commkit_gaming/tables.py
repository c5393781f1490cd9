"""The tables of the plugin."""

from sqlalchemy import MetaData

from commkit.members import group
from commkit.spaces import space
from commkit.storage import record_table
from commkit_gaming.commendations.records import Commendation, CommendationChoice
from commkit_gaming.guilds.alliances.records import GuildAlliance
from commkit_gaming.guilds.joining.records import GuildApplication, GuildInvitation
from commkit_gaming.guilds.records import Guild, GuildMember

GUILDS = MetaData()
"""The tables of guilds."""

guild = record_table(
    "commkit_gaming_guild",
    Guild,
    unique=["tag", "group"],
    references={"hall": space, "group": group},
    metadata=GUILDS,
)
"""The guilds. The unique tag lets one of two founders have it."""
guild_member = record_table(
    "commkit_gaming_guild_member",
    GuildMember,
    key=("guild", "member"),
    index=["member"],
    references={"guild": guild},
    metadata=GUILDS,
)
guild_application = record_table(
    "commkit_gaming_guild_application",
    GuildApplication,
    index=["member"],
    unique=[("guild", "member")],
    references={"guild": guild},
    metadata=GUILDS,
)
guild_invitation = record_table(
    "commkit_gaming_guild_invitation",
    GuildInvitation,
    key=("guild", "member"),
    index=["member", "invited_by"],
    references={"guild": guild},
    metadata=GUILDS,
)
guild_alliance = record_table(
    "commkit_gaming_guild_alliance",
    GuildAlliance,
    key=("first", "second"),
    index=["second"],
    references={"first": guild, "second": guild, "offered_by": guild},
    metadata=GUILDS,
)
"""The alliances and their offers. The key lets two guilds that offer each other one at once have one."""

COMMENDATIONS = MetaData()
"""The tables of commendations."""

commendation = record_table(
    "commkit_gaming_commendation",
    Commendation,
    index=[("giver", "at"), ("giver", "receiver", "at"), "receiver", "at"],
    unique=[("giver", "receiver", "evidence", "about")],
    metadata=COMMENDATIONS,
)
"""The commendations. The key lets one commend somebody once for what they played together."""
commendation_choice = record_table(
    "commkit_gaming_commendation_choice", CommendationChoice, key=("member",), metadata=COMMENDATIONS
)
